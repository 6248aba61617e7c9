-module(telephone).
-export([telephone_call/0]).

-define(CALLERS, 10).
-define(CALLS_EACH, 10000).
-define(NUMBERS, 1000).

telephone_call() ->
    ets:new(lines, [named_table, protected, set]),
    ets:new(records, [named_table, public, set]),
    [ets:insert(lines, {I, I div 16, I rem 16}) || I <- lists:seq(0, ?NUMBERS - 1)],
    Self = self(),
    Started = erlang:monotonic_time(),
    [spawn(fun() -> call(I * 100, ?CALLS_EACH), Self ! done end)
     || I <- lists:seq(0, ?CALLERS - 1)],
    [receive done -> ok end || _ <- lists:seq(1, ?CALLERS)],
    peers:report(telephone_call, peers:each(Started, ?CALLERS * ?CALLS_EACH)).

%% Calls one number after the other.
call(_, 0) -> ok;
call(Last, Left) ->
    Number = (Last + 1) rem ?NUMBERS,
    {_, Ref} = spawn_monitor(fun() -> originating(Number) end),
    receive {'DOWN', Ref, process, _, _} -> call(Number, Left - 1) end.

%% The calling line's half: finds the other line, leads the call and writes its record.
originating(Number) ->
    Begun = erlang:monotonic_time(),
    [Line] = ets:lookup(lines, Number),
    Other = spawn_link(fun() -> terminating(Line) end),
    Other ! {order, self(), setup},
    lead(Other),
    ets:insert(records, {Number, 1, Begun, erlang:monotonic_time()}).

lead(Other) ->
    receive
        {carried, release} -> ok;
        {carried, Stage} ->
            Other ! {order, self(), next(Stage)},
            lead(Other)
    end.

next(setup) -> digits;
next(digits) -> route;
next(route) -> ring;
next(ring) -> answer;
next(answer) -> connect;
next(connect) -> charge;
next(charge) -> talk;
next(talk) -> clear;
next(clear) -> release.

%% The half that belongs to the line which is called.
terminating(Line) ->
    receive
        {order, From, release} -> From ! {carried, release};
        {order, From, Stage} ->
            From ! {carried, Stage},
            terminating(Line)
    end.
