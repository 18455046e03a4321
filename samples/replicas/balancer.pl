# Hands each request to the next of all the addresses that the backend's name has right now.
use strict;
use warnings;
use IO::Socket::INET;
use Socket qw(inet_ntoa);

$| = 1;
$SIG{TERM} = sub { exit 0 };
my $backend = $ENV{BACKEND} or die "balancer: BACKEND is not set\n";
my $server = IO::Socket::INET->new(LocalPort => 8000, Listen => 64, ReuseAddr => 1)
  or die "balancer: cannot listen on 8000: $!\n";
print "balancer: $backend behind port 8000\n";

my $turn = 0;

sub answer {
  my (undef, undef, undef, undef, @found) = gethostbyname $backend;
  my @addresses = sort map { inet_ntoa($_) } @found;
  for (@addresses) {
    my $address = $addresses[$turn++ % @addresses];
    my $socket = IO::Socket::INET->new(PeerAddr => $address, PeerPort => 9000, Timeout => 2)
      or next;
    print $socket "GET / HTTP/1.0\r\n\r\n";
    return do { local $/; <$socket> };
  }
  my $body = "nobody called $backend answers\n";
  return "HTTP/1.0 502 Bad Gateway\r\nContent-Length: " . length($body) . "\r\n\r\n$body";
}

while (my $client = $server->accept) {
  while (my $line = <$client>) { last if $line =~ /^\r?\n$/ }
  print $client answer();
  close $client;
}
