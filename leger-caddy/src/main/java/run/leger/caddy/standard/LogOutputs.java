package run.leger.caddy.standard;

import run.leger.caddy.Argument;
import run.leger.caddy.grammar.Choice;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;

/** {@code stdout|stderr|discard|file …|net …}: where a log goes. */
public final class LogOutputs {

    /** The name of the module. */
    public static final Slot<Argument> MODULE = new Slot<>(0, "module", Values.verbatim());
    /** The line of one of them, after the word that asks for it. */
    public static final Shape SHAPE = Shape.choose(Choice.byWord(0, "caddy.logging.writers")
            .with("stdout", Shape.of(MODULE))
            .with("stderr", Shape.of(MODULE))
            .with("discard", Shape.of(MODULE))
            .with("file", FileWriter.SHAPE)
            .with("net", NetWriter.SHAPE));

    private LogOutputs() {}
}
