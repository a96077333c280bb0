package io.gridcast.app.topics;

/**
 * Where a topic differs from the catalogue.
 *
 * @param topic its name
 * @param what what is, and what should be
 * @param mend what may help
 */
public record TopicProblem(String topic, String what, String mend) {
    @Override
    public String toString() {
        return topic + " " + what;
    }
}
