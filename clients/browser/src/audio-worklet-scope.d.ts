// What a worklet's module finds in its global scope (Web Audio API, AudioWorkletGlobalScope); TypeScript's own libraries
// describe pages and workers only.

declare abstract class AudioWorkletProcessor {
  readonly port: MessagePort;
  process(inputs: Float32Array[][], outputs: Float32Array[][], parameters: Record<string, Float32Array>): boolean;
}

declare const currentFrame: number;
declare const sampleRate: number;

declare function registerProcessor(name: string, processor: new (options: any) => AudioWorkletProcessor): void;
