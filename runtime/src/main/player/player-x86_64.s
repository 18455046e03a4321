# The player: a static program that plays a launch list (dev.jstack.runtime.launch.LaunchList).
#
# The list comes as descriptor 3 and is mapped, shared, at BASE:
#   BASE + 0    the failing instruction's address (0: none)
#   BASE + 8    its errno
#   BASE + 64   instructions of 72 bytes:
#     0  u32     system call number
#     4  u8      operation: 0 call, 1 load, 2 store, 3 equal, 4 negative, 5 fail, 6 add
#     5  u8      bit i: argument i is the number of a register
#     6  u8      register for the result
#     8  u64[6]  arguments
#     56 u128    bit e: errno e is no failure
# Registers are this process's own (32 words on its stack), so both sides of a clone keep theirs.
# Build: as -o p.o player-x86_64.s; objcopy -O binary -j .text p.o player-x86_64
.set BASE, 0x10000000
.set SIZE, 0x01000000
.set ORIGIN, 0x400000
.text
header:
  .byte 0x7f, 'E', 'L', 'F', 2, 1, 1, 0
  .quad 0
  .short 2, 62                    # ET_EXEC, EM_X86_64
  .long 1
  .quad ORIGIN + start - header
  .quad 64, 0                     # program headers; no sections
  .long 0
  .short 64, 56, 2, 0, 0, 0
  .long 1, 5                      # PT_LOAD, read and execute
  .quad 0, ORIGIN, ORIGIN, end - header, end - header, 4096
  .long 0x6474e551, 6             # PT_GNU_STACK: not executable
  .quad 0, 0, 0, 0, 0, 16

start:
  mov $9, %eax                    # mmap(BASE, SIZE, READ|WRITE, SHARED|FIXED_NOREPLACE, 3, 0)
  mov $BASE, %edi
  mov $SIZE, %esi
  mov $3, %edx
  mov $0x100001, %r10d
  mov %edx, %r8d
  xor %r9d, %r9d
  syscall
  cmp %rdi, %rax
  jne quit
  mov $3, %eax                    # close(3)
  mov %eax, %edi
  syscall
  sub $256, %rsp
  mov %rsp, %rbp                  # registers
  mov $BASE + 64, %ebx            # the current instruction

play:
  movzbl 5(%rbx), %ecx
  mov $5, %edx
argument:
  mov 8(%rbx,%rdx,8), %rax
  bt %edx, %ecx
  jnc constant
  mov (%rbp,%rax,8), %rax
constant:
  push %rax
  dec %edx
  jns argument
  pop %rdi
  pop %rsi
  pop %rdx
  pop %r10
  pop %r8
  pop %r9
  mov (%rbx), %eax
  movzbl 4(%rbx), %ecx
  jrcxz call
  dec %ecx
  jz load
  dec %ecx
  jz store
  dec %ecx
  jz equal
  dec %ecx
  jz negative
  dec %ecx
  jz failed
  lea (%rdi,%rsi), %rax           # add
  jmp result
load:
  movslq (%rdi), %rax
  jmp result
store:
  mov %rsi, (%rdi)
  jmp next
equal:
  cmp %rsi, %rdi
  je jump
  jmp next
negative:
  test %rdi, %rdi
  jns next
jump:
  mov %rdx, %rbx
  jmp play
call:
  syscall
result:
  movzbl 6(%rbx), %ecx
  mov %rax, (%rbp,%rcx,8)
  cmpb $0, 4(%rbx)
  jne next
  mov %rax, %rdi
  neg %rdi
  cmp $4095, %rdi
  ja next
  test %edi, %edi
  jz next
  cmp $127, %edi
  ja failed
  bt %rdi, 56(%rbx)
  jnc failed
next:
  add $72, %rbx
  jmp play
failed:
  mov %rdi, BASE + 8
  mov %rbx, BASE
quit:
  mov $231, %eax                  # exit_group(125)
  mov $125, %edi
  syscall
end:
