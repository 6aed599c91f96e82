package run.leger.core;

import org.jspecify.annotations.Nullable;

/**
 * The service understood the call and refused it, or failed at it. Subtypes name the causes that a program can act on; this class
 * itself stands for every other status.
 */
public class ApiException extends LegerException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String endpoint;
    private final String serverMessage;

    /**
     * Makes an error.
     *
     * @param endpoint the operation, as {@code METHOD /path}, without secrets
     * @param status the HTTP status
     * @param serverMessage what the service said, already free of secrets; empty where it said nothing
     * @param remedy what the reader can do about it, or null
     */
    public ApiException(String endpoint, int status, String serverMessage, @Nullable String remedy) {
        super(endpoint + ": " + status + (serverMessage.isEmpty() ? "" : ": " + serverMessage), remedy, null);
        this.status = status;
        this.endpoint = endpoint;
        this.serverMessage = serverMessage;
    }

    /**
     * Returns the HTTP status of the refusal.
     *
     * @return the status, normally 300 to 599
     */
    public final int status() {
        return status;
    }

    /**
     * Returns the operation that was refused.
     *
     * @return {@code METHOD /path}
     */
    public final String endpoint() {
        return endpoint;
    }

    /**
     * Returns the service's own words.
     *
     * @return the text, or an empty string where there was none
     */
    public final String serverMessage() {
        return serverMessage;
    }
}
