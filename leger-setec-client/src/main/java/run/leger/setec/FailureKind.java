package run.leger.setec;

import run.leger.core.AccessDeniedException;
import run.leger.core.ApiException;
import run.leger.core.ClientClosedException;
import run.leger.core.LegerException;
import run.leger.core.MalformedReplyException;
import run.leger.core.NotFoundException;
import run.leger.core.ReplyTooLargeException;
import run.leger.core.TransportException;

/** Why a secret could not be had. New kinds may be added: handle the rest together. */
public enum FailureKind {
    /** No rule allows it. */
    DENIED(false),
    /** There is no such secret. */
    NOT_FOUND(false),
    /** The server cannot tell who is calling. */
    UNIDENTIFIED(true),
    /** The source did not answer, or not in time. */
    UNREACHABLE(true),
    /** The source failed at it by itself, or has too many calls. */
    SERVER(true),
    /** Something answered that is no Setec. */
    MALFORMED(true),
    /** The source understood the call and refuses it for good, or its client was closed. */
    REFUSED(false),
    /** Anything else. */
    OTHER(true);

    private final boolean passing;

    FailureKind(boolean passing) {
        this.passing = passing;
    }

    /** Whether it may go away by itself. */
    boolean isPassing() {
        return passing;
    }

    /** The word for labels and messages. */
    String word() {
        return switch (this) {
            case DENIED -> "denied";
            case NOT_FOUND -> "not_found";
            case UNIDENTIFIED -> "unidentified";
            case UNREACHABLE -> "unreachable";
            case SERVER -> "server";
            case MALFORMED -> "malformed";
            case REFUSED -> "refused";
            case OTHER -> "other";
        };
    }

    static FailureKind of(LegerException failure) {
        if (failure instanceof AccessDeniedException) {
            return DENIED;
        }
        if (failure instanceof NotFoundException) {
            return NOT_FOUND;
        }
        if (failure instanceof UnidentifiedCallerException) {
            return UNIDENTIFIED;
        }
        if (failure instanceof ClientClosedException) {
            return REFUSED;
        }
        if (failure instanceof TransportException) {
            return UNREACHABLE;
        }
        if (failure instanceof MalformedReplyException || failure instanceof ReplyTooLargeException) {
            return MALFORMED;
        }
        if (failure instanceof ApiException api) {
            return api.status() >= 500 || api.status() == 429 || api.status() == 408 ? SERVER : REFUSED;
        }
        return OTHER;
    }
}
