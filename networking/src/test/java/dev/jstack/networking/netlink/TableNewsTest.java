package dev.jstack.networking.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.LinuxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever the kernel says, and whatever becomes of the repair: the listener goes on. */
class TableNewsTest {
  private static final int DELETE_TABLE = 10 << 8 | 2;
  private static final int NEW_TABLE = 10 << 8;
  private static final int DELETE_RULE = 10 << 8 | 8;
  private static final int DELETE_ELEMENT = 10 << 8 | 14;
  private static final int OWN = 4711;
  private static final int PORT_OFFSET = 12;

  private final BlockingQueue<Supplier<ByteBuffer>> news = new LinkedBlockingQueue<>();
  private final AtomicInteger looks = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicInteger certainties = new AtomicInteger();
  private volatile boolean gathering;
  private volatile boolean ended;

  private final TableNews listener =
      TableNews.listen(
          new News.Source() {
            @Override
            public ByteBuffer receive() {
              try {
                return news.take().get();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            }

            @Override
            public boolean hasMore(int millis) {
              return gathering && !news.isEmpty();
            }

            @Override
            public void close() {
              ended = true;
            }
          },
          "jstack_1",
          OWN,
          this::look);

  private void look(boolean certain) {
    looks.incrementAndGet();
    certainties.addAndGet(certain ? 1 : 0);
    if (failures.getAndDecrement() > 0) {
      throw new IllegalStateException("no repair");
    }
  }

  @AfterEach
  void itEndsWhenItIsClosed() {
    listener.close();
    news.add(() -> message(NEW_TABLE, "jstack_1"));
    await().until(() -> ended);
  }

  @Test
  void onlyTheEndOfItsOwnTableIsNews() {
    news.add(() -> message(NEW_TABLE, "jstack_1"));
    news.add(() -> message(DELETE_TABLE, "filter"));
    news.add(() -> message(DELETE_TABLE, "jstack_1"));

    await().until(news::isEmpty);
    await().until(() -> looks.get() == 1);
  }

  @Test
  void whatIsDeletedInItIsNewsButNotByItself() {
    news.add(() -> message(DELETE_RULE, "jstack_1"));
    news.add(() -> message(DELETE_ELEMENT, "jstack_1").putInt(PORT_OFFSET, OWN));
    news.add(() -> message(DELETE_TABLE, "jstack_1").putInt(PORT_OFFSET, OWN));
    news.add(() -> message(DELETE_ELEMENT, "jstack_1"));

    await().until(news::isEmpty);
    await().until(() -> looks.get() == 2);
    assertThat(certainties).hasValue(2);
  }

  @Test
  void newsThatComeTogetherAreOneReasonToLook() {
    gathering = true;
    news.add(() -> {
      for (int i = 0; i < 40; i++) {
        news.add(() -> message(DELETE_RULE, "jstack_1"));
      }
      return message(DELETE_RULE, "jstack_1");
    });

    await().until(() -> looks.get() == 1);
    assertThat(news).isEmpty();
  }

  @Test
  void quietAndLostNewsAreReasonsToLook() {
    news.add(() -> fail(new LinuxException("receive netlink", Errno.EAGAIN)));
    news.add(() -> fail(new LinuxException("receive netlink", Errno.ENOBUFS)));

    await().until(() -> looks.get() == 2);
    assertThat(certainties).hasValue(0);
  }

  @Test
  void noDatagramEndsIt() {
    var cut = message(DELETE_TABLE, "jstack_1");
    var lying = message(DELETE_TABLE, "jstack_1").putInt(0, 4000);
    var empty = message(DELETE_TABLE, "jstack_1").putInt(0, 16);
    news.add(() -> ByteBuffer.wrap(Arrays.copyOf(cut.array(), 19)).order(ByteOrder.nativeOrder()));
    news.add(() -> lying);
    news.add(() -> empty);
    news.add(() -> fail(new IllegalStateException("a bug")));
    news.add(() -> message(DELETE_TABLE, "jstack_1"));

    await().until(() -> looks.get() == 5);
    assertThat(ended).isFalse();
  }

  @Test
  void aRepairThatFailsIsTriedAgain() {
    failures.set(2);
    for (int i = 0; i < 3; i++) {
      news.add(() -> message(DELETE_TABLE, "jstack_1"));
    }

    await().until(() -> looks.get() == 3);
    assertThat(ended).isFalse();
  }

  private static ByteBuffer fail(RuntimeException failure) {
    throw failure;
  }

  private static ByteBuffer message(int type, String table) {
    var message = new NetlinkMessage(type, 0).u8(1).u8(0).u16(0).attributeText(1, table).finish(0);
    var bytes = new byte[message.remaining()];
    message.get(bytes);
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  }
}
