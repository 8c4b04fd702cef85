// Two texts next to each other: what went is struck out on the left, what came is underlined on the right.
// One element for any number of marks; Vue escapes the texts.
export default {
  template: `
    <div class="versions two-texts">
      <section v-for="side in sides" :key="side.kind" class="version">
        <p class="side-title">{{ side.title }}</p>
        <p v-if="!side.pieces.length" class="soft">{{ words.empty }}</p>
        <div v-else class="marked plain"><template v-for="(piece, place) in side.pieces" :key="place"><span
          v-if="piece[0] === 'same'">{{ piece[1] }}</span><component v-else :is="side.tag"><span
          class="spoken">{{ side.spoken }}</span>{{ shown(piece[1]) }}<span class="spoken">{{ words.end }}</span></component></template></div>
      </section>
    </div>`,
  props: { titles: Array, pieces: Array, words: Object, isMarked: Boolean },
  computed: {
    sides() {
      const side = (kind, title, tag, spoken) => {
        const pieces = this.pieces.filter((piece) => piece[0] === "same" || piece[0] === kind);
        return { kind, title, tag, spoken, pieces: this.isMarked ? pieces : pieces.map((piece) => ["same", piece[1]]) };
      };
      return [
        side("gone", this.titles[0], "del", this.words.gone),
        side("new", this.titles[1], "ins", this.words.new),
      ];
    },
  },
  methods: {
    shown(text) {
      return text.trim() ? text : text.replaceAll(" ", "␣").replaceAll("\n", "¶\n"); // blanks alone would be no mark
    },
  },
};
