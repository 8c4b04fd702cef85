// Adds files: a button, dropping them here, or pasting. Sends them one after the other and shows how far each is.
export default {
  template: `
    <div class="upload" :class="{ over }" @dragenter.prevent="over = true" @dragover.prevent="over = true"
      @dragleave="leave" @drop.prevent="drop">
      <input ref="picker" type="file" :multiple="!single" :accept="accept" hidden @change="picked">
      <button type="button" class="btn two" :aria-busy="busy ? 'true' : null" @click="$refs.picker.click()">
        <span class="icon icon-plus" aria-hidden="true"></span>{{ words.choose }}</button>
      <p class="soft small">{{ words.drop }}</p>
      <ul v-if="files.length" class="stack tight">
        <li v-for="file in files" :key="file.id">
          <label :for="uid + file.id">{{ file.name }}</label>
          <progress :id="uid + file.id" max="100" :value="file.percent"></progress>
        </li>
      </ul>
    </div>`,
  props: { url: String, language: String, limit: Number, words: Object, single: Boolean, accept: String },
  emits: ["begun", "added", "refused"],
  data: () => ({ files: [], over: false, busy: false, count: 0 }),
  computed: {
    uid() {
      return `u${this.$attrs.id}-`;
    },
  },
  mounted() {
    document.addEventListener("paste", this.pasted);
  },
  beforeUnmount() {
    document.removeEventListener("paste", this.pasted);
  },
  methods: {
    picked(event) {
      this.add(event.target.files);
      event.target.value = "";
    },
    drop(event) {
      this.over = false;
      this.add(event.dataTransfer.files);
    },
    leave(event) {
      if (!this.$el.contains(event.relatedTarget)) this.over = false;
    },
    pasted(event) {
      const files = event.clipboardData?.files;
      if (files?.length) {
        event.preventDefault();
        this.add(files);
      }
    },
    add(list) {
      for (const file of this.single ? [...list].slice(0, 1) : list) this.files.push({ id: ++this.count, file, name: this.storable(file.name), percent: 0 });
      this.work();
    },
    // The name as every computer can store it; the server checks it again.
    storable(name) {
      const clean = name.normalize("NFC").replace(/[\/\\:*?"<>|\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, "-").trim();
      const dot = clean.lastIndexOf(".");
      const end = dot > 0 ? clean.slice(dot).slice(0, 12) : "";
      const start = (dot > 0 ? clean.slice(0, dot) : clean).replace(/^\.+/, "");
      return (start.slice(0, 100).trim() || "-") + end;
    },
    async work() {
      if (this.busy) return;
      this.busy = true;
      while (this.files.length) {
        const entry = this.files[0];
        this.$emit("begun", entry.name);
        const outcome = await this.send(entry);
        if (outcome.key) this.$emit("refused", outcome);
        else this.$emit("added", entry.name, outcome.sha256);
        this.files.shift();
      }
      this.busy = false;
    },
    send(entry) {
      if (entry.file.size > this.limit) return { key: "big", name: entry.name };
      return new Promise((resolve) => {
        const request = new XMLHttpRequest();
        const lost = () => resolve({ key: "file_lost", name: entry.name });
        request.open("POST", this.url);
        request.setRequestHeader("Accept-Language", this.language);
        request.upload.onprogress = (event) => (entry.percent = Math.round((100 * event.loaded) / (event.total || 1)));
        request.onerror = request.onabort = lost;
        request.onload = () =>
          resolve(request.status < 300 ? { sha256: this.field(request, "sha256") } : { key: this.reason(request), name: entry.name });
        const form = new FormData();
        form.append("file", entry.file, entry.name);
        request.send(form);
      });
    },
    reason(request) {
      const key = this.field(request, "type").match(/(?:\/problems\/|#error-)(\w+)$/)?.[1];
      return key || (request.status === 413 ? "big" : "unknown");
    },
    field(request, name) {
      try {
        return String(JSON.parse(request.responseText)[name] ?? "");
      } catch {
        return "";
      }
    },
  },
};
