# A key-value store: "get KEY" and "add KEY" over TCP, one line each, answered by one line.
use strict;
use warnings;
use IO::Select;
use IO::Socket::INET;

$| = 1;
$SIG{TERM} = sub { print "store: stopped\n"; exit 0 };
my $server = IO::Socket::INET->new(LocalPort => 6000, Listen => 16, ReuseAddr => 1)
  or die "store: cannot listen on 6000: $!\n";
print "store: listening on 6000\n";

my %values;
my $readers = IO::Select->new($server);
while (1) {
  for my $socket ($readers->can_read) {
    if ($socket == $server) {
      $readers->add(scalar $server->accept);
      next;
    }
    my $line = <$socket>;
    if (!defined $line) {
      $readers->remove($socket);
      close $socket;
      next;
    }
    my ($verb, $key) = split ' ', $line;
    $values{$key}++ if defined $key && $verb eq 'add';
    print $socket (defined $key ? $values{$key} // 0 : 'what?'), "\n";
  }
}
