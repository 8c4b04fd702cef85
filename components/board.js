// Taking cards with the mouse or a finger. Nothing shifts while a card is in the air: a mark shows where it would land.
// A bar between two columns: there the step gets a place of its own. A frame under a card: both work at the same time.
const FAR = 8; // px until a press counts as dragging
const EDGE = 70; // px from an edge within which the board scrolls along
const SPEED = 14; // px per frame at the very edge

export default {
  template: `<div class="board-area" @pointerdown="press" @click.capture="swallow"><slot></slot></div>`,
  props: { say: Object },
  emits: ["put"],
  provide() {
    return { say: this.say };
  },
  created() {
    this.grabbed = null;
    this.ended = 0;
  },
  beforeUnmount() {
    this.letGo();
  },
  methods: {
    press(event) {
      const grip = event.target.closest("[data-grab]");
      if (!grip || event.button !== 0 || !event.isPrimary || this.grabbed) return;
      const thing = grip.closest("[data-step]") || grip;
      this.grabbed = { grip, thing, what: grip.dataset.grab, id: event.pointerId, x: event.clientX, y: event.clientY, from: [event.clientX, event.clientY] };
      window.addEventListener("pointermove", this.move);
      window.addEventListener("pointerup", this.drop);
      window.addEventListener("pointercancel", this.letGo);
      window.addEventListener("keydown", this.key, true);
    },
    move(event) {
      const grabbed = this.grabbed;
      if (!grabbed || event.pointerId !== grabbed.id) return;
      [grabbed.x, grabbed.y] = [event.clientX, event.clientY];
      if (!grabbed.ghost) {
        if (Math.hypot(grabbed.x - grabbed.from[0], grabbed.y - grabbed.from[1]) < FAR) return;
        this.lift();
      }
      grabbed.ghost.style.transform = `translate(${grabbed.x - grabbed.from[0]}px, ${grabbed.y - grabbed.from[1]}px) scale(0.75)`;
    },
    lift() {
      const grabbed = this.grabbed;
      const box = grabbed.thing.getBoundingClientRect();
      const ghost = grabbed.thing.cloneNode(true);
      for (const element of [ghost, ...ghost.querySelectorAll("[id]")]) element.removeAttribute("id");
      ghost.setAttribute("aria-hidden", "true");
      ghost.inert = true;
      ghost.classList.add("ghost");
      const origin = `${grabbed.from[0] - box.left}px ${grabbed.from[1] - box.top}px`; // small, so that it hides no mark
      Object.assign(ghost.style, { left: `${box.left}px`, top: `${box.top}px`, width: `${box.width}px`, transformOrigin: origin });
      document.body.append(ghost);
      grabbed.ghost = ghost;
      grabbed.thing.classList.add("lifted");
      grabbed.mark = document.createElement("div");
      grabbed.mark.setAttribute("aria-hidden", "true");
      this.list().parentElement.append(grabbed.mark);
      document.documentElement.classList.add("dragging");
      this.look();
    },
    look() {
      const grabbed = this.grabbed;
      if (!grabbed?.ghost) return;
      this.scroll(grabbed);
      grabbed.place = this.place(grabbed);
      this.show(grabbed.mark, grabbed.place);
      grabbed.frame = requestAnimationFrame(this.look);
    },
    scroll({ x, y }) {
      const pull = (at, start, end) => {
        const near = at < start + EDGE ? at - start - EDGE : at > end - EDGE ? at - end + EDGE : 0;
        return (Math.max(-EDGE, Math.min(EDGE, near)) / EDGE) * SPEED;
      };
      const box = this.box().getBoundingClientRect();
      if (y > box.top && y < box.bottom) this.box().scrollLeft += pull(x, Math.max(0, box.left), Math.min(innerWidth, box.right));
      window.scrollBy(0, pull(y, 0, innerHeight));
    },
    // Where the card would land: [where, step it lands at, mark, box of the mark]; null beside the board.
    place({ x, y, what }) {
      const box = this.box().getBoundingClientRect();
      if (x < box.left || x > box.right || y < box.top || y > box.bottom) return null;
      const columns = this.columns();
      if (!columns.length) {
        const start = this.list().getBoundingClientRect();
        return ["after", "", "gap", { left: start.right + 12, top: start.top, width: 6, height: 160 }];
      }
      const stacked = getComputedStyle(this.list()).gridAutoFlow.startsWith("row");
      return stacked ? this.stacked(columns, y, what) : this.beside(columns, x, y, what);
    },
    beside(columns, x, y, what) {
      const index = columns.findIndex((column) => x <= column.right);
      const at = columns[index];
      if (at && x >= at.left && y > at.bottom) {
        const others = at.cards.filter((card) => `step:${card.id}` !== what);
        if (!others.length) return null;
        return ["beside", others.at(-1).id, "under", { left: at.left, top: at.bottom + 10, width: at.right - at.left, height: 84 }];
      }
      const gap = !at ? columns.length : x < (at.left + at.right) / 2 ? index : index + 1;
      const edge = gap < columns.length ? columns[gap].left - 24 : columns.at(-1).right + 18;
      return ["after", this.anchor(columns, gap, what), "gap", { left: edge, top: columns[0].top, width: 6, height: this.height(columns) }];
    },
    stacked(columns, y, what) {
      const index = columns.findIndex((column) => y <= column.bottom);
      const at = columns[index];
      const gap = !at ? columns.length : y < (at.top + at.bottom) / 2 ? index : index + 1;
      const edge = gap < columns.length ? columns[gap].top - 25 : columns.at(-1).bottom + 16;
      return ["after", this.anchor(columns, gap, what), "gap", { left: columns[0].left, top: edge, width: columns[0].right - columns[0].left, height: 6 }];
    },
    // The step behind which a gap lies; a card that leaves its column leans on one of the others there.
    anchor(columns, gap, what) {
      if (gap === 0) return "";
      const cards = columns[gap - 1].cards;
      return (cards.find((card) => `step:${card.id}` !== what) || cards[0]).id;
    },
    height(columns) {
      return Math.max(...columns.map((column) => column.bottom)) - columns[0].top;
    },
    columns() {
      const found = new Map();
      for (const card of this.list().querySelectorAll(":scope > [data-step]")) {
        const box = card.getBoundingClientRect();
        const column = found.get(card.dataset.column) || { cards: [], left: box.left, right: box.right, top: box.top, bottom: box.bottom };
        column.cards.push({ id: card.dataset.step });
        column.bottom = Math.max(column.bottom, box.bottom);
        column.right = Math.max(column.right, box.right);
        found.set(card.dataset.column, column);
      }
      return [...found.values()];
    },
    show(mark, place) {
      const inside = mark.parentElement.getBoundingClientRect();
      mark.className = place ? `landing ${place[2]}` : "gone";
      if (!place) return;
      const { left, top, width, height } = place[3];
      mark.textContent = place[2] === "under" ? this.say.same : "";
      Object.assign(mark.style, { left: `${left - inside.left}px`, top: `${top - inside.top}px`, width: `${width}px`, height: `${height}px` });
    },
    drop(event) {
      const grabbed = this.grabbed;
      if (!grabbed || event.pointerId !== grabbed.id) return;
      if (grabbed.ghost) {
        grabbed.place = this.place({ x: event.clientX, y: event.clientY, what: grabbed.what });
        this.ended = performance.now();
      }
      this.letGo();
      if (grabbed.ghost && grabbed.place) this.$emit("put", { what: grabbed.what, where: grabbed.place[0], at: grabbed.place[1] });
    },
    key(event) {
      if (event.key !== "Escape" || !this.grabbed?.ghost) return;
      event.stopPropagation();
      this.ended = performance.now();
      this.letGo();
    },
    letGo() {
      const grabbed = this.grabbed;
      this.grabbed = null;
      window.removeEventListener("pointermove", this.move);
      window.removeEventListener("pointerup", this.drop);
      window.removeEventListener("pointercancel", this.letGo);
      window.removeEventListener("keydown", this.key, true);
      if (!grabbed?.ghost) return;
      cancelAnimationFrame(grabbed.frame);
      grabbed.ghost.remove();
      grabbed.mark.remove();
      grabbed.thing.classList.remove("lifted");
      document.documentElement.classList.remove("dragging");
    },
    swallow(event) {
      if (performance.now() - this.ended < 250) event.stopPropagation(); // the end of a drag is no press
    },
    list() {
      return this.$el.querySelector(".board");
    },
    box() {
      return this.$el.querySelector(".board-box");
    },
  },
};
