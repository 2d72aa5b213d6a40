/**
 * The control API under {@code /simulator}, used by tests and by people. In: requests that act as a phone, change a user or
 * an app, inject faults, move the clock or send pushes. Out: what the phone receives, what the simulator recorded, and push
 * messages to the servers of the apps. It uses {@code api}, {@code state} and {@code crypto}; none of them uses it.
 */
package io.wxsession.simulator.control;
