-module(messages).
-export([ping_pong/0, ring/3, fan_in/0]).

-define(BALLS, 2000000).
-define(SENDERS, 100).
-define(FROM_EACH, 20000).

ping_pong() ->
    Other = spawn(fun returner/0),
    Started = erlang:monotonic_time(),
    serve(Other, ?BALLS div 2),
    peers:report(ping_pong, peers:each(Started, ?BALLS)).

serve(_, 0) -> ok;
serve(Other, Left) ->
    Other ! {self(), ball},
    receive {_, ball} -> serve(Other, Left - 1) end.

returner() ->
    receive {From, ball} -> From ! {self(), ball}, returner() end.

%% The first lap does not count.
ring(Figure, Length, Laps) ->
    First = links(Length - 1, self()),
    laps(First, 1),
    Started = erlang:monotonic_time(),
    laps(First, Laps),
    peers:report(Figure, peers:each(Started, Length * Laps)).

links(0, Next) -> Next;
links(Left, Next) -> links(Left - 1, spawn(fun() -> link_to(Next) end)).

link_to(Next) ->
    receive token -> Next ! token, link_to(Next) end.

laps(_, 0) -> ok;
laps(First, Left) ->
    First ! token,
    receive token -> laps(First, Left - 1) end.

fan_in() ->
    Self = self(),
    Started = erlang:monotonic_time(),
    [spawn(fun() -> send(Self, ?FROM_EACH) end) || _ <- lists:seq(1, ?SENDERS)],
    collect(?SENDERS * ?FROM_EACH),
    peers:report(fan_in, peers:each(Started, ?SENDERS * ?FROM_EACH)).

send(_, 0) -> ok;
send(To, Left) ->
    To ! {item, Left},
    send(To, Left - 1).

collect(0) -> ok;
collect(Left) ->
    receive {item, _} -> collect(Left - 1) end.
