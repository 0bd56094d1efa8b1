/** @typedef {{speaker: "one" | "two", text: string}} Line */

export const NAMES = { one: "Socrates", two: "Ion" };

/** A rhapsode is asked about his art: after the idea of Plato's “Ion”, in words of our own. @type {readonly Line[]} */
export const LINES = [
  { speaker: "one", text: "Welcome, Ion! Where have you come from this time, and did you win?" },
  { speaker: "two", text: "From Epidaurus, Socrates, and I took the first prize of 11 singers." },
  {
    speaker: "one",
    text: "I envy you. But tell me: with Homer the words pour out; why do you fall asleep over all the others?",
  },
  { speaker: "two", text: "I wish I knew. With Homer, the next line is there before the last one has faded." },
  { speaker: "one", text: "Like rings that hang from a magnet: one holds the next, and nobody sees the thread." },
  { speaker: "two", text: "Then let me be a ring, and let them listen." },
];
