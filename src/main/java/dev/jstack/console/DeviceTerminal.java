package dev.jstack.console;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.TerminalDevice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The terminal of a process, reached through its descriptors in /proc, so that its mode can be put
 * back however that process ended.
 */
public final class DeviceTerminal implements Terminal, AutoCloseable {
  private static final byte[] SHOW_CURSOR = "\u001b[?25h".getBytes(StandardCharsets.US_ASCII);

  private final Path process;
  private final @Nullable List<String> known;
  private final Map<Stream, Optional<TerminalDevice>> devices = new EnumMap<>(Stream.class);
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private byte @Nullable [] cooked;
  private @Nullable Consumer<TerminalDevice> wanted;
  private boolean cursorHidden;

  /** {@code process} is a directory of /proc. */
  public DeviceTerminal(Path process) {
    this.process = process;
    this.known = null;
  }

  /** Of a process whose descriptors can't be reached: what they are, empty for no device. */
  public DeviceTerminal(Path process, List<String> descriptors) {
    this.process = process;
    this.known = List.copyOf(descriptors);
  }

  @Override
  public boolean isTerminal(Stream stream) {
    return device(stream).isPresent();
  }

  @Override
  public Size size() {
    for (var stream : List.of(Stream.OUT, Stream.ERR, Stream.IN)) {
      var device = device(stream);
      if (device.isPresent()) {
        int[] size = device.get().size();
        return size[0] == 0 || size[1] == 0 ? Size.DEFAULT : new Size(size[0], size[1]);
      }
    }
    return Size.DEFAULT;
  }

  @Override
  public Restore raw() {
    return set(TerminalDevice::raw);
  }

  @Override
  public Restore keys() {
    return set(TerminalDevice::keys);
  }

  private synchronized Restore set(Consumer<TerminalDevice> mode) {
    var device = device(Stream.IN);
    if (device.isEmpty()) {
      return () -> {};
    }
    wanted = mode;
    apply(device.get(), mode);
    return this::cook;
  }

  @Override
  public synchronized Restore hiddenCursor() {
    cursorHidden = true;
    return this::cursorShown;
  }

  private synchronized void cursorShown() {
    cursorHidden = false;
  }

  private void showCursor() {
    if (cursorHidden) {
      cursorHidden = false;
      device(Stream.ERR).ifPresent(device -> device.tryWrite(SHOW_CURSOR));
    }
  }

  @Override
  public void onResize(Runnable listener) {
    listeners.add(listener);
  }

  /** The process got SIGWINCH. */
  public void resized() {
    listeners.forEach(Runnable::run);
  }

  /** The process goes on after a stop: the shell has changed the mode meanwhile. */
  public synchronized void continued() {
    var mode = wanted;
    if (mode != null) {
      device(Stream.IN).ifPresent(device -> apply(device, mode));
    }
    resized();
  }

  /** Puts the mode back and lets go of the devices. */
  @Override
  public synchronized void close() {
    cook();
    showCursor();
    devices.values().forEach(device -> device.ifPresent(TerminalDevice::close));
    devices.replaceAll((_, _) -> Optional.empty());
    listeners.clear();
  }

  private void apply(TerminalDevice device, Consumer<TerminalDevice> mode) {
    if (!inForeground()) {
      return;
    }
    if (cooked == null) {
      cooked = device.mode();
    }
    mode.accept(device);
  }

  private synchronized void cook() {
    wanted = null;
    if (cooked != null) {
      var mode = cooked;
      cooked = null;
      try {
        device(Stream.IN).ifPresent(device -> device.restore(mode));
      } catch (JstackException e) {
        // The terminal is gone, and its mode with it.
      }
    }
  }

  private synchronized Optional<TerminalDevice> device(Stream stream) {
    return devices.computeIfAbsent(stream, this::open);
  }

  /**
   * Only a character device is opened at all: opening a pipe anew would keep its reader waiting for
   * our end of it.
   */
  private Optional<TerminalDevice> open(Stream stream) {
    if (known != null) {
      var device = known.get(stream.descriptor());
      return device.isEmpty() ? Optional.empty() : TerminalDevice.open(device);
    }
    var path = process.resolve("fd").resolve(Integer.toString(stream.descriptor()));
    try {
      var target = Files.readSymbolicLink(path).toString();
      return target.startsWith("/dev/") ? TerminalDevice.open(path.toString()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * A background process must leave the terminal's mode alone. The kernel can't say so to us, who
   * have no controlling terminal; proc_pid_stat(5) has both groups: fields 5 and 8.
   */
  private boolean inForeground() {
    try {
      var stat = Files.readString(process.resolve("stat"));
      var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 8);
      return fields[2].equals(fields[5]);
    } catch (IOException e) {
      return false;
    }
  }
}
