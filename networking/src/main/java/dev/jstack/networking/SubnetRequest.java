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
}
