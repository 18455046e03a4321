package dev.jstack.networking;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code ipam.config} as the user wrote it; null is left to jstack.
 *
 * @param auxAddresses names → addresses that are not handed out
 */
public record SubnetRequest(
    @Nullable String subnet,
    @Nullable String gateway,
    @Nullable String ipRange,
    Map<String, String> auxAddresses) {
  public SubnetRequest {
    auxAddresses = Map.copyOf(auxAddresses);
  }

  /** Whether the user chose a subnet of this family. */
  boolean isFixed(boolean ipv4) {
    return subnet != null && (subnet.indexOf(':') < 0) == ipv4;
  }

  /** Whether what is asked for without a subnet can be had in this family. */
  boolean suits(boolean ipv4) {
    return (gateway == null || (gateway.indexOf(':') < 0) == ipv4)
        && (ipRange == null || (ipRange.indexOf(':') < 0) == ipv4);
  }
}
