/**
 * The users of an app. In: requests of phones and back ends to read, write, bind, import and erase users, and phone numbers and
 * profiles to store. Out: users, the stored data, or a problem. Redis keeps the user; the account verifier of the team turns
 * credentials into an account id.
 */
package io.wxsession.user;
