package dev.jstack.runtime.container;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A program of an i386 that makes system calls by {@code int 0x80} and writes their results to its
 * output: one word of each four. Written here in machine code, since few machines can compile it.
 */
final class OldProgram {
  private static final int ADDRESS = 0x0804_8000;
  private static final int HEADER = 84;
  private static final int TABLE = HEADER + 68;
  private static final int ROW = 16;

  private final List<int[]> calls = new ArrayList<>();
  private final ByteBuffer file = ByteBuffer.allocate(8192).order(ByteOrder.LITTLE_ENDIAN);

  /** A call with its number and up to three arguments. */
  OldProgram call(int number, int... arguments) {
    int[] row = new int[4];
    row[0] = number;
    System.arraycopy(arguments, 0, row, 1, arguments.length);
    calls.add(row);
    return this;
  }

  /** socketcall(2): {@code SYS_SOCKET} with this family and type. */
  OldProgram socketcall(int family, int type) {
    return call(102, 1, -family, type);
  }

  /** An ELF file. */
  byte[] bytes() {
    int pairs = TABLE + calls.size() * ROW + Integer.BYTES;
    int size = pairs + calls.size() * 3 * Integer.BYTES;
    header(size);
    instructions(calls.size() * ROW);
    file.position(TABLE);
    for (int i = 0; i < calls.size(); i++) {
      row(calls.get(i), ADDRESS + pairs + i * 3 * Integer.BYTES);
    }
    file.putInt(-1);
    for (int[] call : calls) {
      file.putInt(-call[2]).putInt(call[3]).putInt(0);
    }
    byte[] bytes = new byte[size];
    file.get(0, bytes);
    return bytes;
  }

  /** A socketcall's second argument is the place of those it passes on. */
  private void row(int[] call, int place) {
    boolean isSocketcall = call[0] == 102;
    file.putInt(call[0]).putInt(call[1]).putInt(isSocketcall ? place : call[2]).putInt(call[3]);
  }

  /** Results from the output, by the order of the calls. */
  static List<Integer> results(byte[] output) {
    var buffer = ByteBuffer.wrap(output).order(ByteOrder.LITTLE_ENDIAN);
    var results = new ArrayList<Integer>();
    for (int at = 0; at < output.length; at += ROW) {
      results.add(buffer.getInt(at));
    }
    return results;
  }

  /** Elf32_Ehdr and one Elf32_Phdr (elf.h). */
  private void header(int size) {
    file.put(new byte[] {0x7f, 'E', 'L', 'F', 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    file.putShort((short) 2).putShort((short) 3).putInt(1).putInt(ADDRESS + HEADER);
    file.putInt(52).putInt(0).putInt(0).putShort((short) 52).putShort((short) 32);
    file.putShort((short) 1).putShort((short) 0).putShort((short) 0).putShort((short) 0);
    file.putInt(1).putInt(0).putInt(ADDRESS).putInt(ADDRESS).putInt(size).putInt(size);
    file.putInt(7).putInt(0x1000);
  }

  private void instructions(int length) {
    code(0xbd).putInt(ADDRESS + TABLE); // mov ebp, table
    code(0x8b, 0x45, 0x00, 0x83, 0xf8, 0xff, 0x74, 0x17); // loop: eax = [ebp]; end if it is -1
    code(0x8b, 0x5d, 0x04, 0x8b, 0x4d, 0x08, 0x8b, 0x55, 0x0c); // ebx, ecx, edx = the arguments
    code(0x31, 0xf6, 0x31, 0xff, 0xcd, 0x80); // esi = edi = 0; int 0x80
    code(0x89, 0x45, 0x00, 0x83, 0xc5, 0x10, 0xeb, 0xe1); // [ebp] = eax; next row; loop
    code(0xb8, 4, 0, 0, 0, 0xbb, 1, 0, 0, 0); // end: write(1,
    code(0xb9).putInt(ADDRESS + TABLE); // table,
    code(0xba).putInt(length); // length)
    code(0xcd, 0x80, 0xb8, 1, 0, 0, 0, 0x31, 0xdb, 0xcd, 0x80); // exit(0)
  }

  private ByteBuffer code(int... bytes) {
    for (int value : bytes) {
      file.put((byte) value);
    }
    return file;
  }
}
