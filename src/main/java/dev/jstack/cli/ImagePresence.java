package dev.jstack.cli;

import dev.jstack.runtime.NotFoundException;

/** Says whether images are in the store; no registry can be asked yet. */
final class ImagePresence {
  private final Session session;

  ImagePresence(Session session) {
    this.session = session;
  }

  void require(String image) {
    if (session.engine().images().find(image).isEmpty()) {
      throw new NotFoundException(
          "image",
          image,
          "jstack has no registry client yet: load it with \"jstack load -i FILE\"");
    }
    session.out().println(image + ": image is up to date");
  }
}
