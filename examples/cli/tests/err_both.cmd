printf 'yi,vi,sei\n1,2,3\n' | "$tausq" fit - --vi vi --sei sei
