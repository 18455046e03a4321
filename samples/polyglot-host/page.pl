# The page: asks the store by its service name, reads the clock's file, says what it can see.
use strict;
use warnings;
use IO::Socket::INET;

$| = 1;
$SIG{TERM} = sub { print "page: stopped\n"; exit 0 };
my $server = IO::Socket::INET->new(LocalPort => 8000, Listen => 16, ReuseAddr => 1)
  or die "page: cannot listen on 8000: $!\n";
print "page: listening on 8000\n";

sub beats {
  my $store = IO::Socket::INET->new(PeerAddr => 'store', PeerPort => 6000, Timeout => 2)
    or return "no answer ($@)";
  print $store "get beats\n";
  chomp(my $answer = <$store> // '');
  return $answer;
}

sub uptime {
  open my $file, '<', '/shared/uptime' or return 'unknown';
  chomp(my $text = <$file> // 'unknown');
  return $text;
}

while (my $client = $server->accept) {
  while (my $line = <$client>) { last if $line =~ /^\r?\n$/ }
  my $body = "heartbeats in the store: " . beats() . "\nclock running for: " . uptime() . "\n";
  print $client "HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\nContent-Length: "
    . length($body) . "\r\n\r\n$body";
  close $client;
}
