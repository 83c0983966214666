/** What is no path of the API at all: answered in plain text, as by kube-apiserver's mux, not by a Status. */
export class PageNotFound extends Error {}
