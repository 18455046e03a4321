package counter;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** The health check: is somebody answering 200 at this address? */
final class Probe {
  private Probe() {}

  static int check(String address) {
    try {
      var connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
      connection.setConnectTimeout(2000);
      connection.setReadTimeout(2000);
      int status = connection.getResponseCode();
      System.out.println(address + " answered " + status);
      return status == 200 ? 0 : 1;
    } catch (IOException e) {
      System.out.println(address + ": " + e.getMessage());
      return 1;
    }
  }
}
