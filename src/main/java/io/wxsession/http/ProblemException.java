package io.wxsession.http;

/** Ends a request with a {@link Problem}. It carries no stack trace, for it is an answer and not a defect. */
public final class ProblemException extends RuntimeException {

    private final transient Problem problem;

    ProblemException(Problem problem) {
        super(problem.problemCode().code(), null, false, false);
        this.problem = problem;
    }

    /** How a request ended, as a metric's label: {@code ok} or the code of the problem. */
    public static String outcome(Throwable failure) {
        if (failure == null) {
            return "ok";
        }
        return (failure instanceof ProblemException ended ? ended.problem.problemCode() : ProblemCode.INTERNAL_ERROR).code();
    }

    /** What the caller is told. */
    public Problem problem() {
        return problem;
    }
}
