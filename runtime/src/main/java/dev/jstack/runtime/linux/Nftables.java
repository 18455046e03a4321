package dev.jstack.runtime.linux;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import dev.jstack.runtime.JstackException;
import java.lang.ref.Reference;

/**
 * A context of libnftables(3). It belongs to the network namespace of the thread that opened it;
 * one thread at a time.
 */
public final class Nftables implements AutoCloseable {
  private static final boolean AVAILABLE = Library.load();

  private final Pointer context;
  private boolean closed;

  private Nftables(Pointer context) {
    this.context = context;
  }

  /** Whether this machine has libnftables.so.1. */
  public static boolean available() {
    return AVAILABLE;
  }

  /** A context for the calling thread's network namespace. */
  public static Nftables open() {
    var context = Library.nft_ctx_new(0);
    if (Pointer.nativeValue(context) == 0) {
      throw new JstackException("libnftables: cannot make a context");
    }
    Library.nft_ctx_buffer_error(context);
    Library.nft_ctx_buffer_output(context);
    return new Nftables(context);
  }

  /** Runs commands as one transaction and returns what they print. */
  public String run(String commands) {
    Memory text = Kernel.cString(commands);
    try {
      if (Library.nft_run_cmd_from_buffer(context, text) != 0) {
        var message = Library.nft_ctx_get_error_buffer(context).getString(0).strip();
        throw new JstackException("nftables: " + message);
      }
      return Library.nft_ctx_get_output_buffer(context).getString(0);
    } finally {
      Reference.reachabilityFence(text);
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      Library.nft_ctx_free(context);
    }
  }

  /** nftables/libnftables.h. */
  private static final class Library {
    static boolean load() {
      try {
        Native.register(Library.class, NativeLibrary.getInstance("libnftables.so.1"));
        return true;
      } catch (UnsatisfiedLinkError e) {
        return false;
      }
    }

    static native Pointer nft_ctx_new(int flags);

    static native void nft_ctx_free(Pointer context);

    static native int nft_ctx_buffer_error(Pointer context);

    static native int nft_ctx_buffer_output(Pointer context);

    static native Pointer nft_ctx_get_error_buffer(Pointer context);

    static native Pointer nft_ctx_get_output_buffer(Pointer context);

    static native int nft_run_cmd_from_buffer(Pointer context, Pointer text);
  }
}
