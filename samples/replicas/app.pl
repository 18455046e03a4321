# Answers every request with the name of the container it runs in.
use strict;
use warnings;
use IO::Socket::INET;

$| = 1;
$SIG{TERM} = sub { exit 0 };
open my $file, '<', '/etc/hostname' or die "app: $!\n";
chomp(my $name = <$file>);
my $server = IO::Socket::INET->new(LocalPort => 9000, Listen => 16, ReuseAddr => 1)
  or die "app: cannot listen on 9000: $!\n";
print "app: $name listens on 9000\n";

while (my $client = $server->accept) {
  while (my $line = <$client>) { last if $line =~ /^\r?\n$/ }
  my $body = "answered by $name\n";
  print $client "HTTP/1.0 200 OK\r\nContent-Length: " . length($body) . "\r\n\r\n$body";
  close $client;
}
