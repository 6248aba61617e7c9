-module(births).
-export([spawn_exit/0, spawn_monitor/0]).

-define(BIRTHS, 500000).
-define(BATCH, 100).

spawn_exit() ->
    Started = erlang:monotonic_time(),
    batches(?BIRTHS div ?BATCH),
    peers:report(spawn_exit, peers:each(Started, ?BIRTHS)).

batches(0) -> ok;
batches(Left) ->
    Self = self(),
    mayflies(?BATCH - 1),
    spawn(fun() -> Self ! born end),
    receive born -> batches(Left - 1) end.

mayflies(0) -> ok;
mayflies(Left) ->
    spawn(fun() -> ok end),
    mayflies(Left - 1).

spawn_monitor() ->
    Started = erlang:monotonic_time(),
    watched(?BIRTHS),
    peers:report(spawn_monitor, peers:each(Started, ?BIRTHS)).

watched(0) -> ok;
watched(Left) ->
    {_, Ref} = spawn_monitor(fun() -> ok end),
    receive {'DOWN', Ref, process, _, _} -> watched(Left - 1) end.
