// The cards of the board. One that comes to another place glides there, and keeps the keyboard's focus on the way.
const GLIDE = 150; // ms

export default {
  template: `<ol class="board" role="list"><slot></slot></ol>`,
  beforeUpdate() {
    const focused = document.activeElement;
    this.focused = this.$el.contains(focused) ? focused : null;
    this.places = new Map([...this.$el.children].map((card) => [card, card.getBoundingClientRect()]));
  },
  updated() {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    for (const card of this.$el.children) {
      const before = this.places.get(card);
      if (!before || calm) continue;
      const now = card.getBoundingClientRect();
      const [x, y] = [before.left - now.left, before.top - now.top];
      const seen = now.right > 0 && now.left < innerWidth && now.bottom > 0 && now.top < innerHeight;
      if ((x || y) && seen) {
        card.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: "none" }], { duration: GLIDE, easing: "ease-out" });
      }
    }
    this.places = null;
    const focused = this.focused;
    if (focused && focused.isConnected && document.activeElement !== focused) focused.focus({ preventScroll: true });
    if (focused && focused.isConnected) focused.scrollIntoView({ block: "nearest", inline: "nearest" });
  },
};
