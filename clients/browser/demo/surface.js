/** A canvas that is as sharp as its screen, and has the page's colours. */
export class Surface {
  #canvas;
  #context;

  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.#canvas = canvas;
    this.#context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  }

  /**
   * Begin a picture: all clear, one unit is one CSS pixel.
   *
   * @returns {{pen: CanvasRenderingContext2D, width: number, height: number}}
   */
  clear() {
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    const sharpness = window.devicePixelRatio || 1;
    const [across, down] = [Math.round(width * sharpness), Math.round(height * sharpness)];
    if (this.#canvas.width !== across) this.#canvas.width = across;
    if (this.#canvas.height !== down) this.#canvas.height = down;
    this.#context.setTransform(sharpness, 0, 0, sharpness, 0, 0);
    this.#context.clearRect(0, 0, width, height);
    this.#context.font = `11px ${getComputedStyle(document.body).fontFamily}`;
    return { pen: this.#context, width, height };
  }

  /**
   * @param {string} name of a colour of the page, such as `clay`
   * @returns {string} it, as it is now: light or dark
   */
  colour(name) {
    return getComputedStyle(this.#canvas).getPropertyValue(`--${name}`);
  }

  /** @param {string} sentence what is to be seen, for whoever does not see it */
  describe(sentence) {
    this.#canvas.setAttribute("aria-label", sentence);
  }
}
