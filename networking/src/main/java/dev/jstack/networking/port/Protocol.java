package dev.jstack.networking.port;

import dev.jstack.runtime.JstackException;
import java.util.Locale;

/** A transport that ports can be published for. */
public enum Protocol {
  TCP(6),
  UDP(17),
  SCTP(132);

  private final int number;

  Protocol(int number) {
    this.number = number;
  }

  /** As in the IP header. */
  public int number() {
    return number;
  }

  /** Reads {@code tcp}. */
  public static Protocol parse(String text) {
    for (var protocol : values()) {
      if (protocol.toString().equals(text)) {
        return protocol;
      }
    }
    throw new JstackException("invalid protocol \"" + text + "\": expected tcp, udp or sctp");
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
