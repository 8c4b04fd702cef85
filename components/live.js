// A render boundary: what changes inside is redrawn alone. The element's own classes fall through to the div.
export default {
  template: `<component :is="tag"><slot></slot></component>`,
  props: { tag: { type: String, default: "div" } },
};
