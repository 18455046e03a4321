package dev.jstack.networking.address;

import dev.jstack.runtime.JstackException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A range of addresses with a common prefix, of IPv4 or IPv6. Written {@code 10.64.3.0/24}; host
 * bits are cleared when it is made.
 */
public record Subnet(InetAddress address, int prefix) {
  private static final Pattern IPV4 = Pattern.compile("\\d+(\\.\\d+){3}"); // not 10.1 for 10.0.0.1

  public Subnet {
    int bits = address.getAddress().length * 8;
    if (prefix < 0 || prefix > bits) {
      throw new IllegalArgumentException("prefix: expected 0 to " + bits + ", got " + prefix);
    }
    address = of(number(address).and(mask(bits, prefix)), bits);
  }

  /** Reads {@code 10.64.3.0/24}; an address alone is a subnet of one. */
  public static Subnet parse(String text) {
    int slash = text.indexOf('/');
    var address = address(slash < 0 ? text : text.substring(0, slash), text);
    int bits = address.getAddress().length * 8;
    try {
      return new Subnet(address, slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1)));
    } catch (IllegalArgumentException e) {
      throw invalid(text, e);
    }
  }

  /** An address literal; never asks a name server. */
  public static InetAddress literal(String text) {
    return address(text, text);
  }

  private static InetAddress address(String literal, String whole) {
    boolean complete = literal.indexOf(':') >= 0 || IPV4.matcher(literal).matches();
    if (!complete) {
      throw invalid(whole, null);
    }
    try {
      return InetAddress.ofLiteral(literal);
    } catch (IllegalArgumentException e) {
      throw invalid(whole, e);
    }
  }

  private static JstackException invalid(String text, @Nullable Exception cause) {
    return new JstackException(
        "invalid address \"" + text + "\": expected for instance 10.64.3.0/24", cause);
  }

  public boolean isIpv4() {
    return bits() == 32;
  }

  public boolean contains(InetAddress other) {
    return other.getAddress().length * 8 == bits() && new Subnet(other, prefix).equals(this);
  }

  public boolean contains(Subnet other) {
    return other.prefix >= prefix && contains(other.address);
  }

  public boolean overlaps(Subnet other) {
    return contains(other) || other.contains(this);
  }

  /** The address at this distance from the first. */
  public InetAddress at(long offset) {
    return of(number(address).add(BigInteger.valueOf(offset)), bits());
  }

  /** The distance of an address in this subnet from its first. */
  public long offset(InetAddress inside) {
    return number(inside).subtract(number(address)).longValueExact();
  }

  /** How many addresses it has, network and broadcast included; capped at {@code 1 << 62}. */
  public long size() {
    return 1L << Math.min(62, bits() - prefix);
  }

  public InetAddress broadcast() {
    return at(size() - 1);
  }

  private int bits() {
    return address.getAddress().length * 8;
  }

  private static BigInteger mask(int bits, int prefix) {
    var ones = BigInteger.ONE.shiftLeft(prefix).subtract(BigInteger.ONE);
    return ones.shiftLeft(bits - prefix);
  }

  private static BigInteger number(InetAddress address) {
    return new BigInteger(1, address.getAddress());
  }

  private static InetAddress of(BigInteger number, int bits) {
    byte[] bytes = number.toByteArray();
    byte[] result = new byte[bits / 8];
    int from = Math.max(0, bytes.length - result.length);
    byte[] tail = Arrays.copyOfRange(bytes, from, bytes.length);
    System.arraycopy(tail, 0, result, result.length - tail.length, tail.length);
    try {
      return InetAddress.getByAddress(result);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return AddressText.of(address) + "/" + prefix;
  }
}
