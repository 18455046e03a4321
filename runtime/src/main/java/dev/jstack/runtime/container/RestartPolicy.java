package dev.jstack.runtime.container;

/**
 * When a container is started again. Written {@code no}, {@code always}, {@code unless-stopped},
 * {@code on-failure[:N]}.
 *
 * @param maximumRetries for {@code ON_FAILURE}; 0 is unlimited
 */
public record RestartPolicy(Condition condition, int maximumRetries) {
  /** What brings a container back. */
  public enum Condition {
    NO,
    ALWAYS,
    UNLESS_STOPPED,
    ON_FAILURE
  }

  public static final RestartPolicy NEVER = new RestartPolicy(Condition.NO, 0);
}
