import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { BACKLOG_MS, PENDING_CHARACTERS, Room } from "../src/room.js";
import { Turn } from "../src/turn.js";

const settle = () => new Promise((resolve) => setImmediate(resolve));

function full() {
  const turn = new Turn();
  turn.append("a".repeat(PENDING_CHARACTERS), 0);
  return turn;
}

async function waits(entering) {
  let done = false;
  const watched = entering.then(() => (done = true));
  await settle();
  return { get done() { return done; }, watched };
}

test("text waits while too much of it is unspoken, and goes on when some of it was spoken", async () => {
  const turn = full();
  const room = new Room();
  const entering = await waits(room.enter(turn, () => 0));
  assert.equal(entering.done, false);
  turn.startSegment(0, "a".repeat(100));
  turn.completeSegment(0);
  room.wake();
  await entering.watched;
});

test("text waits while too much of it is unheard", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    let backlogMs = BACKLOG_MS;
    const entering = await waits(new Room().enter(new Turn(), () => backlogMs));
    mock.timers.tick(1_000);
    await settle();
    assert.equal(entering.done, false);
    backlogMs -= 1;
    mock.timers.tick(1_000);
    await entering.watched;
  } finally {
    mock.timers.reset();
  }
});

test("a turn that is over waits for nothing", async () => {
  const turn = full();
  const room = new Room();
  const entering = await waits(room.enter(turn, () => 0));
  turn.settled = true;
  room.wake();
  await entering.watched;
  await new Room().enter(turn, () => 0);
});
