package run.leger.tailscale;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import run.leger.core.LegerException;
import run.leger.core.MalformedReplyException;

/** What a {@link Watch} has to tell. */
public sealed interface BusEvent {
    /**
     * Returns the message, where this is one.
     *
     * @return the message, or empty for what is about the watch itself
     */
    default Optional<Notify> message() {
        return Optional.empty();
    }

    /**
     * The watch stands, for the first time or again after a gap: from here on no change is missed. The daemon tells its first message, which the
     * mask asked for, next; some masks have none.
     *
     * @param daemonVersion the version of the daemon, or empty where it did not say
     */
    record Opened(String daemonVersion) implements BusEvent {}

    /**
     * The daemon said something.
     *
     * @param content what
     * @param unknownFields the names of fields that this version does not know, with values other than null; they are in {@link Notify#raw}
     */
    record Message(Notify content, List<String> unknownFields) implements BusEvent {
        @Override
        public Optional<Notify> message() {
            return Optional.of(content);
        }
    }

    /**
     * The daemon said something that cannot be read; what it was is lost. The watch goes on.
     *
     * @param bytes how long it was
     * @param failure why it cannot be read
     */
    record Skipped(long bytes, MalformedReplyException failure) implements BusEvent {}

    /**
     * The watch does not stand, and changes are missed from here to the next {@link Opened}. Comes once when the watch is lost, and again after
     * each try in vain to open it, so that the reader can give up.
     *
     * @param reason what happened
     * @param failure the error behind it, or empty where the daemon ended the watch in good order
     * @param since when the watch was lost
     * @param attempt how many tries to open it again failed so far
     */
    record Gap(Reason reason, Optional<LegerException> failure, Instant since, int attempt) implements BusEvent {
        /** The ways in which changes come to be missed. */
        public enum Reason {
            /** This side read too slowly, and the daemon ended the watch. */
            FELL_BEHIND,
            /** The daemon ended the watch: it goes down, or a foreground serve entry of this watch was removed. */
            ENDED,
            /** The connection broke. */
            LOST,
            /** It could not be opened again yet. */
            NOT_BACK
        }
    }
}
