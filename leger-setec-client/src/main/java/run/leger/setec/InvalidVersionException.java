package run.leger.setec;

import run.leger.core.BadRequestException;

/** Version 0 where a certain version is due. Calls that change something are refused before anything is sent. */
public final class InvalidVersionException extends BadRequestException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an error.
     *
     * @param endpoint the operation
     * @param status the HTTP status, or 400 where nothing was sent
     * @param serverMessage what the service said, or this client in its place
     */
    public InvalidVersionException(String endpoint, int status, String serverMessage) {
        super(
                endpoint,
                status,
                serverMessage,
                "name a version from 1 to 4294967295; info tells which ones there are, and which one is active");
    }
}
