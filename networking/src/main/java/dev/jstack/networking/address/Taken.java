package dev.jstack.networking.address;

/**
 * Addresses that a new network must keep off.
 *
 * @param by who has them: {@code route 10.0.0.0/8 on tun0}
 * @param direct whether the host reaches them straight, not by another machine
 */
public record Taken(Subnet subnet, String by, boolean direct) {
  @Override
  public String toString() {
    return by;
  }
}
