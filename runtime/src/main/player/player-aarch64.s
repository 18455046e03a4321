// The player for aarch64; player-x86_64.s says how it works.
// Build: aarch64-linux-gnu-as -o p.o player-aarch64.s; aarch64-linux-gnu-objcopy -O binary -j .text p.o player-aarch64
.set BASE, 0x10000000
.set SIZE, 0x01000000
.set ORIGIN, 0x400000
.text
header:
  .byte 0x7f, 'E', 'L', 'F', 2, 1, 1, 0
  .quad 0
  .short 2, 183                   // ET_EXEC, EM_AARCH64
  .long 1
  .quad ORIGIN + start - header
  .quad 64, 0                     // program headers; no sections
  .long 0
  .short 64, 56, 2, 0, 0, 0
  .long 1, 5                      // PT_LOAD, read and execute
  .quad 0, ORIGIN, ORIGIN, end - header, end - header, 65536
  .long 0x6474e551, 6             // PT_GNU_STACK: not executable
  .quad 0, 0, 0, 0, 0, 16

start:
  mov x8, #222                    // mmap(BASE, SIZE, READ|WRITE, SHARED|FIXED_NOREPLACE, 3, 0)
  mov x0, #BASE
  mov x1, #SIZE
  mov x2, #3
  movz x3, #0x10, lsl #16
  add x3, x3, #1
  mov x4, #3
  mov x5, #0
  svc #0
  mov x19, #BASE
  cmp x0, x19
  b.ne quit
  mov x8, #57                     // close(3)
  mov x0, #3
  svc #0
  sub sp, sp, #256
  mov x20, sp                     // registers
  add x21, x19, #64               // the current instruction

play:
  sub sp, sp, #48
  ldrb w9, [x21, #5]
  mov x10, #5
argument:
  add x11, x21, x10, lsl #3
  ldr x11, [x11, #8]
  lsr x12, x9, x10
  tbz x12, #0, constant
  ldr x11, [x20, x11, lsl #3]
constant:
  str x11, [sp, x10, lsl #3]
  subs x10, x10, #1
  b.ge argument
  ldp x0, x1, [sp]
  ldp x2, x3, [sp, #16]
  ldp x4, x5, [sp, #32]
  add sp, sp, #48
  ldr w8, [x21]
  ldrb w9, [x21, #4]
  cbz w9, call
  cmp w9, #2
  b.lt load
  b.eq store
  cmp w9, #4
  b.lt equal
  b.eq negative
  cmp w9, #5
  b.eq failed
  add x0, x0, x1                  // add
  b result
load:
  ldrsw x0, [x0]
  b result
store:
  str x1, [x0]
  b next
equal:
  cmp x0, x1
  b.eq jump
  b next
negative:
  tbz x0, #63, next
jump:
  mov x21, x2
  b play
call:
  svc #0
result:
  ldrb w10, [x21, #6]
  str x0, [x20, x10, lsl #3]
  cbnz w9, next
  neg x0, x0
  sub x10, x0, #1
  cmp x10, #4095
  b.hs next
  cmp x0, #127
  b.hi failed
  lsr x10, x0, #6
  add x10, x21, x10, lsl #3
  ldr x10, [x10, #56]
  lsr x10, x10, x0
  tbz x10, #0, failed
next:
  add x21, x21, #72
  b play
failed:
  str x0, [x19, #8]
  str x21, [x19]
quit:
  mov x8, #94                     // exit_group(125)
  mov x0, #125
  svc #0
end:
