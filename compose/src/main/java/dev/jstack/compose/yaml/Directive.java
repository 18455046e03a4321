package dev.jstack.compose.yaml;

/** What a node's tag says about merging. */
public enum Directive {
  /** No tag: merged as usual. */
  NONE,
  /** {@code !reset}: what earlier files say is removed. */
  RESET,
  /** {@code !override}: what earlier files say is replaced as a whole. */
  OVERRIDE
}
