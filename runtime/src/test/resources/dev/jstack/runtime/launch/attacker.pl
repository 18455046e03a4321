# The root of a container at work on every process that appears in it. It goes on until /stop is
# there and says how many it met before they had become the container's program, and what it got.
#   perl attacker.pl NAMES early|late|never    NAMES: the container's programs, a|b
# early: stops each process at once; late: when it has no more rights than we have; never: attacks it as it runs.
use constant { BASE => 0x10000000, ATTACH => 16, DETACH => 17, PTRACE => 101, ANY => 0x40000000 };
$| = 1;
my ($names, $when) = @ARGV;
my $stop = $when ne 'never';
my $own = qr/^(?:$names)$/;
my ($met, $caught, $next) = (0, 0, $$ + 1);
my %told;

sub comm {
  open(my $file, '<', "/proc/$_[0]/comm") or return '';
  my $line = <$file> // '';
  chomp $line;
  return $line;
}

# Its own name after the deed tells that the process was still the launcher's.
sub foreign { my $name = comm($_[0]); return $name ne '' && $name !~ $own; }

sub got {
  my ($what, $pid) = @_;
  $caught++;
  print "got $what of ", comm($pid), "\n" unless $told{$what =~ s/\d+/N/r}++;
}

sub rights {
  open(my $file, '<', "/proc/$_[0]/status") or return '';
  while (<$file>) { return $1 if /^CapPrm:\s*(\S+)/ }
  return '';
}

my $ours = rights($$);

# Whether it is there, and stopped if it shall be.
sub meet {
  my $pid = shift;
  return kill($when eq 'early' ? 'STOP' : 0, $pid) if $when ne 'late';
  return 0 unless kill(0, $pid);
  until (rights($pid) eq $ours || !foreign($pid)) { }
  return kill('STOP', $pid);
}

sub content {
  my ($pid, $name, $at) = @_;
  sysopen(my $file, "/proc/$pid/$name", 04000) or return undef;
  sysseek($file, $at, 0) if $at;
  my $bytes;
  return sysread($file, $bytes, 4096) ? $bytes : undef;
}

sub memory {
  my $pid = shift;
  got('the list in mem', $pid) if defined content($pid, 'mem', BASE);
  for my $name (qw(maps environ auxv syscall stack)) {
    my $bytes = content($pid, $name);
    next unless defined $bytes;
    got("$name", $pid) if $bytes =~ /jstack|memfd/ || (foreign($pid) && defined content($pid, $name) && foreign($pid));
  }
}

sub links {
  my $pid = shift;
  for my $name ('exe', 'cwd', 'root', 'ns/mnt', 'ns/net', map { "fd/$_" } 0 .. 40) {
    my $to = readlink "/proc/$pid/$name" or next;
    got("$name -> $to", $pid) if $to =~ /jstack|memfd|pidfd|cgroup/;
    got("$name", $pid) if foreign($pid) && readlink("/proc/$pid/$name") && foreign($pid);
  }
  for my $name ('exe', 'cwd', 'root/etc', map { "fd/$_" } 3 .. 12) {
    next unless foreign($pid) && sysopen(my $file, "/proc/$pid/$name", 04000);
    got("$name, open", $pid) if foreign($pid);
  }
}

sub trace {
  my $pid = shift;
  return if syscall(PTRACE, ATTACH, $pid + 0, 0, 0) != 0;
  waitpid($pid, ANY);
  got('ptrace', $pid) if foreign($pid);
  syscall(PTRACE, DETACH, $pid + 0, 0, 0);
  kill('CONT', $pid);
}

sub attack {
  my $pid = shift;
  $met++ if foreign($pid);
  do {
    memory($pid);
    links($pid);
    trace($pid);
  } while (!$stop && foreign($pid));
}

sub last_pid {
  open(my $file, '<', '/proc/loadavg') or return 0;
  return (split ' ', <$file>)[4];
}

print "ready\n";
until (-e '/stop') {
  for (1 .. 400) {
    next unless meet($next);
    attack($next) if $next != $$;
    kill('CONT', $next) if $stop;
    $next++;
  }
  my $last = last_pid();
  $next = $last if $last > $next;
}
print "met $met, got $caught\n";
