package run.leger.setec.bind;

/** A value does not fit its member; the message says what is due, and never what is there. */
final class UnfitException extends Exception {
    private static final long serialVersionUID = 1L;

    UnfitException(String what) {
        // Without a cause: those of the JDK repeat the text.
        super(what, null, false, false);
    }
}
