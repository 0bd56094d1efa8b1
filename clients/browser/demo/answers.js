/** What the language model of this page answers. It is a record: its pace is the page's, its speech is the server's. */

/** @typedef {{prompt: string, language: string, text: string}} Answer */

/** @type {readonly Answer[]} */
export const ANSWERS = [
  {
    prompt: "What is a rhapsode?",
    language: "en",
    text:
      "A rhapsode was a singer who carried poems in his head, some of them 15,000 lines long, and went with them from city " +
      "to city.\n\nThe word means “one who stitches songs together”. He did not read; he listened to what he had just said, and " +
      "found the next verse while the last one was still in the air. So does this voice: it begins with my first clause, and I " +
      "am still writing.",
  },
  {
    prompt: "Is my train late?",
    language: "en",
    text:
      "I looked it up: the 7:42 to Basel is running about 12 minutes late, so it leaves at 7:54 from platform 9. Your " +
      "connection in Olten is at 8:31, which leaves you 6 minutes to change. If you miss it, the next one goes at 9:01, and " +
      "your ticket for CHF 48.50 stays valid all day. Shall I tell Dr. Meier that you may be late?",
  },
  {
    prompt: "Was kostet mich das?",
    language: "de",
    text:
      "Nichts: Der Server läuft bei dir. Für die Stimme Kokoro werden einmal 356 MB geladen; danach brauchst du kein Netz, " +
      "kein Konto und keine Grafikkarte. Die Texte bleiben auf deiner Maschine, im Protokoll steht keiner davon, und was du " +
      "hier hörst, ist um 7:30 Uhr so schnell wie um 19:45 Uhr.",
  },
  {
    prompt: "Et la fin du voyage ?",
    language: "fr",
    text:
      "Au bout de dix ans, Ulysse revient enfin à Ithaque, et personne ne le reconnaît, sauf son vieux chien. Il se tait, il " +
      "regarde, il attend son heure. Puis il tend l’arc que 108 prétendants n’ont pas su plier, et la corde chante sous ses " +
      "doigts comme la voix d’une hirondelle.",
  },
];

/**
 * Cut a text as language models write it: a word, or a piece of one, with the blank before it.
 *
 * @param {string} text
 * @returns {string[]}
 */
export function tokens(text) {
  return text.match(/\s*[\p{L}\p{M}’']{1,6}|\s*\p{N}{1,3}|\s*[^\p{L}\p{N}\s]{1,2}|\s+$/gu) ?? [];
}
