// All emoji to choose from: found by words, by group, or among those chosen last in this browser.
// One stop of the Tab key for the whole grid; arrows lead on.
const KEPT = "oo-emoji";
const simple = (text) =>
  text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/ß/g, "ss").replace(/([aou])e/g, "$1");

export default {
  template: `
    <div class="stack">
      <div class="field">
        <label :for="uid">{{ words.search }}</label>
        <input :id="uid" ref="search" class="control" type="search" maxlength="40" autocomplete="off" v-model="query"
          @keydown.down.prevent="focusAt(0)" @keydown.enter.prevent="query.trim() && shown.length && pick(shown[0])">
      </div>
      <div v-if="!query.trim()" class="choices emoji-groups" role="group" :aria-label="words.groups">
        <button v-for="group in offered" :key="group[0]" type="button" class="btn two slim"
          :aria-pressed="group[0] === chosen ? 'true' : 'false'" @click="chosen = group[0]">
          <span class="emoji" aria-hidden="true">{{ group[2] }}</span>{{ group[1] }}</button>
      </div>
      <p class="spoken" role="status">{{ said }}</p>
      <p v-if="!shown.length">{{ words.none }}</p>
      <ul ref="grid" class="emojis" @keydown="move">
        <li v-for="(entry, place) in shown" :key="entry[0]">
          <button type="button" class="btn two pick-emoji" :tabindex="place === stop ? 0 : -1" :data-symbol="entry[0]"
            :aria-pressed="entry[0] === value ? 'true' : 'false'" @focus="stop = place" @click="pick(entry)">
            <span class="emoji" aria-hidden="true">{{ entry[0] }}</span><span class="small">{{ entry[2] }}</span></button>
        </li>
      </ul>
    </div>`,
  props: { value: String, entries: Array, groups: Array, words: Object },
  emits: ["pick"],
  data() {
    return { query: "", chosen: "", stop: 0, recent: [] };
  },
  created() {
    let kept = [];
    try {
      kept = JSON.parse(localStorage.getItem(KEPT) || "[]");
    } catch {
      // switched off, or written by somebody else
    }
    const known = new Map(this.entries.map((entry) => [entry[0], entry]));
    this.recent = (Array.isArray(kept) ? kept : []).map((symbol) => known.get(symbol)).filter(Boolean);
    this.found = this.entries.map((entry) => [entry, simple(`${entry[2]} ${entry[3]}`).split(/[\s,-]+/)]);
    const mine = known.get(this.value);
    this.chosen = mine ? mine[1] : this.groups[0][0];
  },
  computed: {
    uid() {
      return `emoji-search-${this.$attrs.id}`;
    },
    offered() {
      return this.recent.length ? [["recent", this.words.recent, "🕘"], ...this.groups] : this.groups;
    },
    shown() {
      const wanted = simple(this.query).split(/\s+/).filter(Boolean);
      if (!wanted.length) {
        return this.chosen === "recent" ? this.recent : this.entries.filter((entry) => entry[1] === this.chosen);
      }
      const fits = this.found.filter(([, words]) => wanted.every((w) => words.some((word) => word.startsWith(w))));
      const rank = ([, words]) => (words[0] === wanted[0] ? 0 : words.includes(wanted[0]) ? 1 : 2);
      return fits.sort((a, b) => rank(a) - rank(b)).map(([entry]) => entry);
    },
    said() {
      return this.query.trim() && this.shown.length ? this.words.found.replace("{count}", this.shown.length) : "";
    },
  },
  watch: {
    shown() {
      this.stop = 0;
    },
  },
  methods: {
    buttons() {
      return [...this.$refs.grid.querySelectorAll("button")];
    },
    focusAt(place) {
      const buttons = this.buttons();
      if (buttons.length) buttons[Math.max(0, Math.min(place, buttons.length - 1))].focus();
    },
    move(event) {
      const columns = getComputedStyle(this.$refs.grid).gridTemplateColumns.split(" ").length;
      const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key];
      if (event.key === "ArrowUp" && this.stop < columns) this.$refs.search.focus();
      else if (step) this.focusAt(this.stop + step);
      else if (event.key === "Home") this.focusAt(0);
      else if (event.key === "End") this.focusAt(this.shown.length - 1);
      else return;
      event.preventDefault();
    },
    pick(entry) {
      const kept = [entry, ...this.recent.filter((other) => other[0] !== entry[0])].slice(0, 12);
      try {
        localStorage.setItem(KEPT, JSON.stringify(kept.map((one) => one[0])));
      } catch {
        // it is only a comfort
      }
      this.$emit("pick", entry[0]);
    },
  },
};
