package run.leger.core.internal;

import java.io.IOException;
import run.leger.core.CallOptions;
import run.leger.core.LegerException;

/** The way to one address, and its words in messages. */
public interface Connector {
    /** One try to connect, as the call sees it. */
    interface Attempt {
        /** Returns the operation that the connection is for. */
        String operation();

        /** Returns the call's options, complete. */
        CallOptions options();

        /** Says how to end what is about to block; what was said last counts. Called at once where it is too late already. */
        void opening(Runnable closer);
    }

    /**
     * Connects. What fails leaves nothing open.
     *
     * @throws LegerException if the cause has a type already
     */
    Pipe connect(Attempt attempt) throws IOException;

    /** Returns the address for messages. */
    String address();

    /** Returns what the header Host says where a request does not. */
    String host();

    /** Returns the error for a connect that failed, where nobody gave it up. */
    LegerException failure(Exception e, String operation);
}
