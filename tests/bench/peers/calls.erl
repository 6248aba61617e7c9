-module(calls).
-behaviour(gen_server).
-export([call/2, init/1, handle_call/3, handle_cast/2]).

-define(QUESTIONS, 500000).

call(Figure, Waiting) ->
    {ok, Server} = gen_server:start(?MODULE, [], []),
    [self() ! {waiting, I} || I <- lists:seq(1, Waiting)],
    Started = erlang:monotonic_time(),
    ask(Server, ?QUESTIONS),
    peers:report(Figure, peers:each(Started, ?QUESTIONS)).

ask(_, 0) -> ok;
ask(Server, Left) ->
    Left = gen_server:call(Server, {question, Left}),
    ask(Server, Left - 1).

init([]) -> {ok, none}.
handle_call({question, Number}, _From, State) -> {reply, Number, State}.
handle_cast(_, State) -> {noreply, State}.
