// One labelled control: label above, help and error below. What is typed is kept in this tab until the server
// has it on disk, so that neither a reload nor a restart of the server loses a word.
export default {
  template: `
    <div class="field" :class="{ wrong: error }">
      <label :for="uid">{{ label }} <span v-if="note" class="soft small">{{ note }}</span></label>
      <slot name="first"></slot>
      <textarea v-if="kind === 'longtext'" ref="control" class="control" v-bind="common" :rows="rows" :value="text"
        @input="typed" @change="flush" @blur="flush"></textarea>
      <select v-else-if="kind === 'choice'" ref="control" class="control" v-bind="common" :value="text" @change="chosen">
        <option v-for="choice in choices" :key="choice[0]" :value="choice[0]">{{ choice[1] }}</option>
      </select>
      <input v-else ref="control" class="control" v-bind="common" :type="type" :inputmode="kind === 'number' ? 'decimal' : null"
        :value="text" @input="typed" @change="flush" @blur="flush" @keydown.enter="enter">
      <p v-if="error" :id="uid + '-error'" class="error"><span class="icon icon-warning" aria-hidden="true"></span><span>{{ error }}</span></p>
      <p v-if="help" :id="uid + '-help'" class="help">{{ help }}</p>
      <slot></slot>
    </div>`,
  props: {
    value: String,
    label: String,
    kind: String,
    note: String,
    help: String,
    error: String,
    required: Boolean,
    rows: Number,
    choices: Array,
    limit: Number,
    stash: String,
    heard: String,
    autocomplete: String,
    placeholder: String,
  },
  emits: ["update:value", "enter"],
  data() {
    return { text: this.value ?? "", sent: this.value ?? "", timer: null };
  },
  computed: {
    uid() {
      return `f${this.$attrs.id}`;
    },
    type() {
      return { password: "password", date: "date", search: "search" }[this.kind] || "text";
    },
    common() {
      const described = [this.error && `${this.uid}-error`, this.help && `${this.uid}-help`].filter(Boolean).join(" ");
      return {
        id: this.uid,
        "aria-describedby": described || null,
        "aria-invalid": this.error ? "true" : null,
        "aria-required": this.required ? "true" : null,
        maxlength: this.limit || null,
        autocomplete: this.autocomplete || "off",
        placeholder: this.placeholder || null,
      };
    },
  },
  mounted() {
    const kept = this.stash ? sessionStorage.getItem(this.stash) : null;
    if (kept === null || kept === this.text) return;
    if (kept === this.heard) this.remember(); // the server got that, and something else stands here since
    else {
      this.text = kept;
      this.flush();
    }
  },
  beforeUnmount() {
    this.flush();
  },
  watch: {
    value(fresh) {
      this.text = this.sent = fresh ?? "";
      clearTimeout(this.timer);
    },
  },
  methods: {
    typed(event) {
      this.text = event.target.value;
      this.remember();
      clearTimeout(this.timer);
      this.timer = setTimeout(this.flush, this.text.length > 5000 ? 600 : 150);
    },
    remember() {
      if (!this.stash) return;
      try {
        sessionStorage.setItem(this.stash, this.text);
      } catch {
        // no room or switched off: the server keeps it a moment later
      }
    },
    chosen(event) {
      this.text = event.target.value;
      this.flush();
    },
    enter() {
      this.flush();
      this.$emit("enter");
    },
    flush() {
      clearTimeout(this.timer);
      if (this.text === this.sent) return;
      this.sent = this.text;
      this.$emit("update:value", this.text);
    },
    put(text) {
      clearTimeout(this.timer);
      this.text = this.sent = text;
    },
    saved(text) {
      if (this.stash && text === this.text) sessionStorage.removeItem(this.stash);
    },
    focus() {
      this.$refs.control.focus();
    },
  },
};
