package dev.jstack.runtime.linux;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.util.List;

/** OpenSSL's SHA-256 (openssl/sha.h), where the machine has it. */
final class LibCrypto {
  private static final List<String> NAMES = List.of("libcrypto.so.3", "libcrypto.so.1.1", "crypto");
  private static final boolean PRESENT = NAMES.stream().anyMatch(LibCrypto::register);

  private LibCrypto() {}

  static boolean isPresent() {
    return PRESENT;
  }

  private static boolean register(String name) {
    try {
      Native.register(LibCrypto.class, NativeLibrary.getInstance(name));
      return true;
    } catch (UnsatisfiedLinkError e) {
      return false;
    }
  }

  static native int SHA256_Init(Pointer context);

  static native int SHA256_Update(Pointer context, long data, long length);

  static native int SHA256_Final(Pointer digest, Pointer context);
}
