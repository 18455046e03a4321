package dev.jstack.console;

import java.util.Optional;

/** A signal that the caller got and passed on (signal(7); the numbers are those of Linux). */
public enum Signal {
  HUP(1),
  INT(2),
  QUIT(3),
  USR1(10),
  USR2(12),
  /** Nobody reads the caller's standard output any more. */
  PIPE(13),
  TERM(15),
  CONT(18),
  WINCH(28);

  private final int number;

  Signal(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  /** Whether a program that does nothing about it is ended by it. */
  public boolean ends() {
    return this != CONT && this != WINCH;
  }

  public static Optional<Signal> of(int number) {
    for (var signal : values()) {
      if (signal.number == number) {
        return Optional.of(signal);
      }
    }
    return Optional.empty();
  }
}
