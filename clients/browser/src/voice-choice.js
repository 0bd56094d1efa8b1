/** The list of voices of `<rhapsode-voice>`. It does not know where voices come from. */
export class VoiceChoice {
  #select;

  /** @param {HTMLSelectElement} select */
  constructor(select) {
    this.#select = select;
  }

  /**
   * Begin anew: the server's default, and what is given.
   *
   * @param {readonly {handle: string, name: string}[]} voices
   * @param {string} chosen a handle; empty for the default
   */
  begin(voices, chosen) {
    this.#select.replaceChildren(new Option("Default", ""));
    this.offer(voices, chosen);
  }

  /**
   * Offer more.
   *
   * @param {readonly {handle: string, name: string}[]} voices
   * @param {string} chosen is offered whatever the list is, because a page has said it
   */
  offer(voices, chosen) {
    const known = new Map([...this.#select.options].map((option) => [option.value, option]));
    for (const { handle, name } of voices) {
      const option = known.get(handle);
      if (option === undefined) this.#select.add(new Option(name, handle));
      else option.text = name;
    }
    const isThere = [...this.#select.options].some((option) => option.value === chosen);
    if (!isThere) this.#select.add(new Option(chosen, chosen));
    this.#select.value = chosen;
  }
}
