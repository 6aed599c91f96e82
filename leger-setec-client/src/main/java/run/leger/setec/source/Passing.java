package run.leger.setec.source;

import run.leger.core.AccessDeniedException;
import run.leger.core.ApiException;
import run.leger.core.ConnectionLostException;
import run.leger.core.DeadlineExceededException;
import run.leger.core.LegerException;
import run.leger.core.NotFoundException;
import run.leger.core.UnavailableException;

/** What a failure of one source means to a chain. */
enum Passing {
    NOT_FOUND,
    DENIED,
    /** No answer now. A peer that is not who it should be, an interrupt and a closed client are none of these. */
    UNREACHABLE,
    NEVER;

    static Passing of(LegerException failure) {
        if (failure instanceof NotFoundException) {
            return NOT_FOUND;
        }
        if (failure instanceof AccessDeniedException) {
            return DENIED;
        }
        if (failure instanceof UnavailableException
                || failure instanceof DeadlineExceededException
                || failure instanceof ConnectionLostException) {
            return UNREACHABLE;
        }
        return failure instanceof ApiException api && (api.status() >= 500 || api.status() == 429)
                ? UNREACHABLE
                : NEVER;
    }
}
