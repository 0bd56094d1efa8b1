import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { RhapsodeClient } from "../src/client.js";

/** A socket that opens, speaks and breaks when the test says so. */
class FakeSocket {
  static CONNECTING = 0;
  static OPEN = 1;
  static CLOSED = 3;
  static all = [];

  static get last() {
    return FakeSocket.all.at(-1);
  }

  constructor(url) {
    this.url = url;
    this.readyState = FakeSocket.CONNECTING;
    this.sent = [];
    FakeSocket.all.push(this);
  }

  send(data) {
    this.sent.push(JSON.parse(data));
  }

  open() {
    this.readyState = FakeSocket.OPEN;
    this.onopen();
  }

  say(fields) {
    this.onmessage({ data: typeof fields === "string" ? fields : JSON.stringify(fields) });
  }

  break(code = 1006, reason = "") {
    this.readyState = FakeSocket.CLOSED;
    this.onclose({ code, reason });
  }

  close(code) {
    this.closedWith = code;
    this.readyState = FakeSocket.CLOSED;
  }
}

const URL_HERE = "http://127.0.0.1:8420";
let clock = 0;
let clients = [];

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  mock.method(performance, "now", () => clock);
  FakeSocket.all = [];
  clock = 0;
  clients = [];
});

afterEach(() => {
  for (const client of clients) client.close();
  mock.timers.reset();
  mock.restoreAll();
});

/** Let time pass, in steps, so that whatever is due sees its own time. */
function pass(ms) {
  for (let left = ms; left > 0; left -= 500) {
    const step = Math.min(left, 500);
    clock += step;
    mock.timers.tick(step);
  }
}

const answer = (status, body, headers = {}) => async () => new Response(body === null ? null : JSON.stringify(body), { status, headers });
const nobody = async () => {
  throw new TypeError("fetch failed");
};

function make(options = {}) {
  const client = new RhapsodeClient({ url: URL_HERE, WebSocket: FakeSocket, fetch: nobody, ...options });
  clients.push(client);
  const states = [];
  const errors = [];
  client.addEventListener("state", ({ detail }) => states.push(detail.state));
  client.addEventListener("error", ({ detail }) => errors.push(detail));
  return { client, states, errors };
}

/** Let promises go as far as they can. */
async function settle() {
  for (let count = 0; count < 20; count += 1) await Promise.resolve();
  await new Promise((resolve) => setImmediate(resolve));
}

async function opened(options) {
  const made = make(options);
  made.client.connect();
  await settle();
  FakeSocket.last.open();
  return made;
}

const spoken = (id) => [
  { context_created: true, context_id: id },
  { generation_started: true, chunk_id: 0, text: "One.", context_id: id },
  { audio: "AAABAP7/AgA=", enc: "pcm_s16le", sr: 24000, samples: 4, chunk_id: 0, context_id: id },
];

test("the first text opens one socket, and is not said before it is open", async () => {
  const { client, states } = make({ token: async () => "rht1.a+b" });
  const context = client.context();
  client.context().write("Two.");
  context.write("One.");
  await settle();
  assert.deepEqual(FakeSocket.all.map(({ url }) => url), ["ws://127.0.0.1:8420/ws/tts/multi?token=rht1.a%2Bb"]);
  FakeSocket.last.open();
  assert.deepEqual(FakeSocket.last.sent.map(({ text }) => text), ["One.", "Two."]);
  assert.deepEqual(states, ["connecting", "open"]);
});

test("frames go to their own context, and what concerns none to the client", async () => {
  const { client, errors } = await opened();
  const [first, second] = [client.context(), client.context()];
  const heard = [];
  for (const context of [first, second]) context.addEventListener("audio", () => heard.push(context.id));
  first.write("One.");
  second.write("One.");
  for (const frame of [...spoken(second.id), ...spoken("nobody's")]) FakeSocket.last.say(frame);
  FakeSocket.last.say({ error: "odd frame", error_code: "VALIDATION_ERROR", code: 400 });
  FakeSocket.last.say({ something: "new" });
  assert.deepEqual(heard, [second.id]);
  assert.deepEqual(errors.map(({ code }) => code), ["VALIDATION_ERROR"]);
});

test("a socket that breaks while nobody speaks is replaced without a word", async () => {
  const { states, errors } = await opened();
  FakeSocket.last.break();
  assert.deepEqual(states, ["connecting", "open", "waiting"]);
  pass(300);
  await settle();
  assert.equal(FakeSocket.all.length, 2);
  FakeSocket.last.break();
  await settle();
  pass(8_000);
  await settle();
  FakeSocket.last.open();
  assert.equal(states.at(-1), "open");
  assert.deepEqual(errors, []);
});

test("one outage is one error, however many tries it takes", async () => {
  const { client, errors } = await opened();
  const context = client.context();
  const turn = context.speak("One.");
  await settle();
  for (const frame of spoken(context.id)) FakeSocket.last.say(frame);
  FakeSocket.last.break(1011, "a ping was not answered");
  await assert.rejects(turn, {
    code: "CONNECTION_LOST",
    message: "the server closed the connection (code 1011): a ping was not answered",
    closeCode: 1011,
    contextId: context.id,
  });
  context.write("Next.");
  for (let count = 0; count < 3; count += 1) {
    pass(8_000);
    await settle();
    FakeSocket.last.break();
    await settle();
  }
  assert.deepEqual(errors.map(({ code }) => code), ["CONNECTION_LOST"]);
  pass(8_000);
  await settle();
  FakeSocket.last.open();
  assert.deepEqual(FakeSocket.last.sent.map(({ text }) => text), ["Next."]);
});

test("where nobody answers for long enough, what waits fails, and the next text tries anew", async () => {
  const { client, states, errors } = make({ reconnect: { giveUpAfterMs: 20_000 } });
  const turn = client.context().speak("One.").catch((error) => error);
  await settle();
  while (client.state !== "closed") {
    FakeSocket.last.break();
    await settle();
    pass(8_000);
    await settle();
  }
  const error = await turn;
  assert.deepEqual([error.code, error.message], ["UNREACHABLE", `nothing answers at ${URL_HERE}`]);
  assert.equal(errors.length, 1);
  assert.ok(clock >= 20_000 && states.filter((state) => state === "waiting").length > 1);
  const tries = FakeSocket.all.length;
  client.context().write("Two.");
  await settle();
  assert.equal(FakeSocket.all.length, tries + 1);
});

test("a refusal is told in the server's own words, and is not tried again", async () => {
  const body = { error: "the key is not known", error_code: "UNAUTHORIZED", code: 401, retryable: false };
  const { client, states, errors } = make({ fetch: answer(401, body) });
  client.connect();
  await settle();
  FakeSocket.last.break();
  await settle();
  assert.deepEqual(states, ["connecting", "closed"]);
  assert.deepEqual(errors.map(({ code, message, status }) => [code, message, status]), [["UNAUTHORIZED", "the key is not known", 401]]);
  pass(100_000);
  assert.equal(FakeSocket.all.length, 1);
});

test("a full server is asked again, and not before it wants to be", async () => {
  const body = { error: "too many connections", error_code: "RATE_LIMITED", code: 429 };
  const { client, states } = make({ fetch: answer(429, body, { "Retry-After": "30" }) });
  client.connect();
  await settle();
  FakeSocket.last.break();
  await settle();
  assert.equal(states.at(-1), "waiting");
  pass(29_999);
  await settle();
  assert.equal(FakeSocket.all.length, 1);
  pass(1);
  await settle();
  assert.equal(FakeSocket.all.length, 2);
});

test("every other answer is explained", async () => {
  const cases = [
    [answer(426, { error: "upgrade" }), "UNREACHABLE", /a proxy on the way may not pass WebSockets/, "waiting"],
    [answer(404, "<html>"), "UNREACHABLE", /answers with HTTP 404, and not as a Rhapsode server does/, "closed"],
    [answer(200, null), "UNREACHABLE", /answers with HTTP 200/, "closed"],
    [answer(502, null), "UNREACHABLE", /answers with HTTP 502/, "waiting"],
    [async (_, { mode }) => (mode === "no-cors" ? new Response() : nobody()), "FORBIDDEN_ORIGIN", /--allowed-origins/, "closed"],
  ];
  for (const [fetch, code, message, state] of cases) {
    const { client, errors } = make({ fetch });
    client.connect();
    await settle();
    FakeSocket.last.break();
    await settle();
    assert.equal(errors.length, 1);
    assert.equal(errors[0].code, code);
    assert.match(errors[0].message, message);
    assert.equal(client.state, state);
  }
});

test("a key that was revoked is told once, with the server's reason", async () => {
  const { client, errors } = await opened();
  const context = client.context();
  const turn = context.speak("One.");
  await settle();
  for (const frame of spoken(context.id)) FakeSocket.last.say(frame);
  FakeSocket.last.say({ error: "the key has been revoked", error_code: "UNAUTHORIZED", code: 401 });
  FakeSocket.last.break(4001);
  await assert.rejects(turn, { code: "UNAUTHORIZED", message: "the key has been revoked" });
  assert.deepEqual(errors.map(({ code }) => code), ["UNAUTHORIZED"]);
});

test("a source of tokens that fails ends the try, and is asked again by the next", async () => {
  let tries = 0;
  const token = () => {
    tries += 1;
    if (tries === 1) throw new Error("the back end is down");
    return tries === 2 ? 7 : "rht1.good";
  };
  const { client, errors, states } = make({ token });
  for (const expected of ["the back end is down", "it gave number, not a string"]) {
    client.connect();
    await settle();
    assert.equal(errors.at(-1).code, "NO_TOKEN");
    assert.ok(errors.at(-1).message.endsWith(expected));
    assert.equal(states.at(-1), "closed");
  }
  client.connect();
  await settle();
  assert.ok(FakeSocket.last.url.endsWith("?token=rht1.good"));
});

test("a page that may not open the socket is told so at once", async () => {
  class Forbidden {
    constructor() {
      throw new Error("an insecure connection from a page of https://");
    }
  }
  const { client, errors } = make({ WebSocket: Forbidden });
  const turn = client.context().speak("One.");
  await assert.rejects(turn, { code: "UNREACHABLE", message: /^this page cannot open ws:.*an insecure connection/ });
  assert.equal(errors.length, 1);
  assert.equal(client.state, "closed");
});

test("a handshake that never ends is given up", async () => {
  const { client } = make();
  client.connect();
  await settle();
  pass(10_000);
  assert.equal(FakeSocket.last.readyState, FakeSocket.CLOSED);
});

test("a server that sends what cannot be read loses the connection, and the page is told why", async () => {
  const { client, errors } = await opened();
  const context = client.context();
  const turn = context.speak("One.");
  await settle();
  for (const frame of spoken(context.id)) FakeSocket.last.say(frame);
  const socket = FakeSocket.last;
  socket.say("{");
  await assert.rejects(turn, { code: "PROTOCOL_VIOLATION" });
  assert.equal(socket.closedWith, 4000);
  assert.deepEqual(errors.map(({ code }) => code), ["PROTOCOL_VIOLATION"]);
  assert.equal(client.state, "waiting");
});

test("a server that owes sound and is silent is left; one that waits for its writer is not", async () => {
  const { client, errors } = await opened({ silenceMs: 20_000 });
  const context = client.context();
  context.write("One. ");
  for (const frame of spoken(context.id)) FakeSocket.last.say(frame);
  FakeSocket.last.say({ chunk_complete: true, chunk_id: 0, audio_seconds: 0.1, gen_ms: 1, context_id: context.id });
  pass(300_000);
  assert.equal(client.state, "open");
  assert.ok(FakeSocket.last.sent.filter((fields) => fields.keep_alive).length >= 40, "its writer's pause keeps the context");
  context.end();
  pass(19_000);
  assert.equal(client.state, "open");
  // It is looked after every 7 s.
  pass(16_000);
  assert.notEqual(client.state, "open");
  assert.deepEqual(errors.map(({ code }) => code), ["SERVER_SILENT"]);
});

test("a machine that comes back to a network does not wait for the pause to end", async () => {
  const listeners = {};
  globalThis.addEventListener = (type, listener) => (listeners[type] = listener);
  globalThis.removeEventListener = (type) => delete listeners[type];
  try {
    const { client, states } = await opened();
    FakeSocket.last.break();
    assert.equal(states.at(-1), "waiting");
    listeners.online();
    await settle();
    assert.equal(FakeSocket.all.length, 2);
    client.close();
    assert.deepEqual(listeners, {});
  } finally {
    delete globalThis.addEventListener;
    delete globalThis.removeEventListener;
  }
});

test("a close ends everything, in silence, and an old socket says nothing any more", async () => {
  const { client, states, errors } = await opened();
  const context = client.context();
  const turn = context.speak("One.");
  await settle();
  const socket = FakeSocket.last;
  client.close();
  assert.equal((await turn).reason, "cancelled");
  assert.equal(context.state, "closed");
  assert.deepEqual(socket.sent.at(-1), { close_context: true, context_id: context.id, immediate: true });
  assert.equal(socket.closedWith, 1000);
  socket.say({ error: "late" });
  socket.break();
  pass(100_000);
  await settle();
  assert.equal(FakeSocket.all.length, 1);
  assert.deepEqual(states, ["connecting", "open", "closed"]);
  assert.deepEqual(errors, []);
});

test("an address that is missing or wrong is refused at once", () => {
  assert.throws(() => new RhapsodeClient(), { code: "INVALID_ADDRESS", message: /url is missing/ });
  assert.throws(() => new RhapsodeClient({ url: "here" }), { code: "INVALID_ADDRESS" });
});
