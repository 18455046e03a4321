package dev.jstack.cli.explain;

import dev.jstack.cli.frame.Session;
import dev.jstack.console.Human;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.image.Layer;
import dev.jstack.runtime.image.StoredImage;

/** What its files are made of. */
final class ImageSection {
  private ImageSection() {}

  static Section of(Session session, Container container) {
    StoredImage image = session.engine().snapshots().image(container);
    int layers = image.layers().size();
    var section =
        new Section("IMAGE AND LAYERS")
            .say(
                "Its image is %s (%s). An image is a stack of read-only directories."
                    .formatted(container.spec().image(), container.imageId().shortHex()))
            .say(
                "The kernel shows %s and a directory for what it writes as one (overlayfs);"
                    .formatted(layers == 1 ? "one layer" : layers + " layers"))
            .say("other containers of the same image share the layers, on disk and in memory.");
    section.fact(
        Section.fact(
            "layer", "writable",
            "size", Human.size(session.engine().snapshots().size(container)),
            "directory", container.directory().resolve("upper").toString()));
    for (Layer layer : image.layers().reversed()) {
      section.fact(
          Section.fact(
              "layer", layer.diffId().shortHex(),
              "size", Human.size(layer.size()),
              "directory", layer.directory().toString()));
    }
    image
        .hostRootfs()
        .ifPresent(_ ->
            section.fact(
                Section.fact("layer", "host", "size", "", "directory", "/ (this machine)")));
    return section
        .see("jstack diff " + container.name())
        .see("ls " + container.directory().resolve("upper"));
  }
}
