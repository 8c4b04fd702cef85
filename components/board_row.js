// The row of cards. A card is drawn again only when something on it changed; one that comes to another place glides
// there and keeps the keyboard's focus on the way.
const KEYS = { ArrowLeft: "earlier", ArrowUp: "earlier", ArrowRight: "later", ArrowDown: "later", Delete: "remove" };
const GLIDE = 150; // ms
const MANY = 40; // more cards than that do not fit on a screen

// Who works, at what, how it stands. The grip is taken with the mouse or a finger; pressed, it opens the ways to move
// without dragging; with the focus on it the arrow keys move the step and Delete removes it.
const BoardCard = {
  template: `
    <li class="bcard" :class="[card.look.color, { lane: card.lane > 1 }]" :style="{ '--lane': card.lane }"
      :data-step="card.step" :data-column="card.column">
      <span class="icon icon-right bcard-arrow" aria-hidden="true"></span>
      <div class="bcard-top">
        <span class="tile numbered" :class="card.look.color"><span class="emoji" aria-hidden="true">{{ card.emoji }}</span>
          <span class="number" aria-hidden="true">{{ card.number }}</span></span>
        <button type="button" class="btn text slim grip" :data-grab="'step:' + card.step" :aria-expanded="moving ? 'true' : 'false'"
          :aria-label="say.move + ': ' + card.spoken" @click="toggle" @keydown="key">
          <span class="icon icon-grip" aria-hidden="true"></span>{{ say.move }}</button>
      </div>
      <button type="button" class="bcard-open" :aria-label="card.spoken + ': ' + say.change" @click="open">{{ card.name }}</button>
      <p v-if="card.task" class="bcard-task soft small">{{ card.task }}</p>
      <p v-if="card.reads" class="small">{{ card.reads }}</p>
      <ul v-if="card.marks.length" class="marks"><li v-for="mark in card.marks" :key="mark">{{ mark }}</li></ul>
      <p v-if="card.trouble" class="error small">{{ card.trouble }}</p>
      <p v-if="card.look.word" class="state" :class="card.look.color">
        <span class="sign" aria-hidden="true">{{ card.look.sign }}</span>{{ card.look.word }}</p>
      <div v-if="moving" class="bcard-ways">
        <button v-for="[way, words, sign] in card.ways" :key="way" type="button" class="btn text slim" :data-way="way"
          :aria-label="words + ': ' + card.spoken" @click="go(way, $event)">
          <span class="icon" :class="'icon-' + sign" aria-hidden="true"></span>{{ words }}</button>
      </div>
    </li>`,
  props: { card: Object },
  emits: ["open", "go"],
  inject: ["say"],
  data: () => ({ moving: false }),
  methods: {
    toggle() {
      this.moving = !this.moving;
    },
    open(event) {
      if (event.detail < 2) this.$emit("open"); // the second half of a double click is no second wish
    },
    go(way, event) {
      if (event.detail < 2) this.$emit("go", way);
    },
    key(event) {
      const way = KEYS[event.key];
      if (!way || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      this.$emit("go", way);
    },
  },
};

export default {
  components: { BoardCard },
  template: `
    <ol class="board" role="list" :style="{ '--lanes': lanes }"><slot></slot>
      <board-card v-for="id in order" :key="id" :card="cards[id]" @open="$emit('open', id)" @go="$emit('go', { step: id, way: $event })">
      </board-card></ol>`,
  props: { start: String }, // the cards when the row was drawn, as JSON; what comes later is told by `show`
  emits: ["open", "go"],
  data() {
    const cards = JSON.parse(this.start);
    return {
      order: cards.map((card) => card.step),
      cards: Object.fromEntries(cards.map((card) => [card.step, Object.freeze(card)])),
    };
  },
  computed: {
    lanes() {
      return this.order.reduce((most, id) => Math.max(most, this.cards[id].lane), 1);
    },
  },
  methods: {
    // All steps in the order of the board, and the cards on which something changed.
    async show(order, changed) {
      const moved = changed.filter((card) => !this.standsThere(card)).slice(0, MANY);
      const places = new Map(moved.map(({ step }) => [step, this.find(step)?.getBoundingClientRect()]));
      const focused = this.$el.contains(document.activeElement) ? document.activeElement : null;
      for (const card of changed) this.cards[card.step] = Object.freeze(card);
      this.order = order;
      await this.$nextTick();
      if (focused?.isConnected && moved.length) {
        if (document.activeElement !== focused) focused.focus({ preventScroll: true });
        focused.scrollIntoView({ block: "nearest", inline: "nearest" });
      }
      if (!matchMedia("(prefers-reduced-motion: reduce)").matches) requestAnimationFrame(() => this.glide(places));
    },
    standsThere(card) {
      const before = this.cards[card.step];
      return before && before.column === card.column && before.lane === card.lane;
    },
    glide(places) {
      for (const [step, before] of places) {
        const now = before && this.find(step)?.getBoundingClientRect();
        if (!now) continue;
        const from = `translate(${before.left - now.left}px, ${before.top - now.top}px)`;
        this.find(step).animate([{ transform: from }, { transform: "none" }], { duration: GLIDE, easing: "ease-out" });
      }
    },
    async focus(step) {
      await this.$nextTick();
      this.find(step)?.querySelector(".grip").focus();
    },
    find(step) {
      return [...this.$el.children].find((card) => card.dataset.step === step);
    },
  },
};
